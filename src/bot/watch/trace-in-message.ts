/** Whether a message is more than words about codes. What tells is large, and loaded with the first message of several lines. */
export async function holdsTrace(text: string): Promise<boolean> {
  if (!/(?:\n[^\n]*){3}/u.test(text)) return false;
  const { looksLikeTrace } = await import("../../core/trace/text.ts");
  return looksLikeTrace(text);
}
