/** Finds text that holds every word, in whatever case and order. No words: finds all. */
export function finder(query: string): (...texts: readonly (string | undefined)[]) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (...texts) => {
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
