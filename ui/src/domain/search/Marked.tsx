// A text with what answers the query marked.
import { highlight } from "./highlight";

export function Marked({ text, query }: { text: string; query: string }) {
  let at = 0;
  return highlight(text, query).map((part) => {
    at += part.text.length;
    return part.hit ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>;
  });
}
