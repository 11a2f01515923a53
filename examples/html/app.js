const tab = document.querySelector('portico-integrations');

tab.getToken = async () => {
  const answer = await fetch('/portico-token', { method: 'POST' });
  if (!answer.ok) throw new Error(`The token was refused: ${answer.status}`);
  return answer.text();
};

tab.addEventListener('portico:installation.created', ({ detail }) => {
  document.title = `${detail.integration} is connected`;
});
