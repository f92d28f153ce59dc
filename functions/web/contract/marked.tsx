// A sentence in which `names` stand between backticks, as text with code in it.
// It must not know more of any markup than that.
export const Marked = ({ text }: { text: string }) => (
  <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>
);
