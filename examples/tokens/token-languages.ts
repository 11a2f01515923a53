/** A backend language with a file that signs embed tokens: how it is called, and where it lies under `examples/tokens`. */
export interface TokenLanguage {
  id: string;
  name: string;
  file: string;
}

export const tokenLanguages: readonly TokenLanguage[] = [
  { id: 'node', name: 'Node', file: 'node/token.js' },
  { id: 'python', name: 'Python', file: 'python/portico_token.py' },
  { id: 'ruby', name: 'Ruby', file: 'ruby/portico_token.rb' },
  { id: 'php', name: 'PHP', file: 'php/portico_token.php' },
  { id: 'go', name: 'Go', file: 'go/token.go' },
  { id: 'java', name: 'Java', file: 'java/PorticoToken.java' },
  { id: 'csharp', name: 'C#', file: 'csharp/PorticoToken.cs' },
];
