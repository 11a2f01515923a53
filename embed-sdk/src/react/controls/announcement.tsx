/** Read out by screen readers when its text changes; shown to nobody. */
export function Announcement({ text }: { text: string }) {
  return (
    <p className="pt-hidden" role="status">
      {text}
    </p>
  );
}
