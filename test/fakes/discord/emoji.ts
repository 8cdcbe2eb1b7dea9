/** Whether a text is one of Unicode's emoji: "☎️" and "🇯🇵" are, "★", "→" and "7" are not. */
export function isEmoji(text: string): boolean {
  return /^(?:\p{Emoji}|\p{Emoji_Component})+$/u.test(text) && !/^[\d#*]+$/u.test(text);
}
