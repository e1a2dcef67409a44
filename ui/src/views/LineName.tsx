// Another line by its number, as a way to its page.
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { call, type LineKey, queryKeys } from "@/ipc";
import { linePath } from "./LineViewPaths";

/** The number of a line, where this desk has it; else the provider's own reference. Nothing is asked of the provider for it. */
export function LineName({ line }: { line: LineKey }) {
  const { data } = useQuery({
    queryKey: queryKeys.line(line),
    queryFn: () => call("line_page", { line, refresh: false }),
    retry: false,
  });
  const number = data?.line.number?.shown ?? line.id;
  return <Link href={linePath(line)}>{data === undefined ? number : `${number}, ${data.line.provider_name}`}</Link>;
}
