// The subjects of a city on the bus. An ingest's live subject carries all that it tells, in one sequence, so that who
// misses a message knows it; a word in a subject holds letters, digits, hyphens and underscores only.

export const subjectWord = (text: string): string => text.replaceAll(/[^A-Za-z0-9_-]/g, "-") || "-";

export interface Subjects {
  /** Everything that an ingest tells. */
  live(ingest: string): string;
  /** Asks an ingest for a keyframe. */
  key(ingest: string): string;
  /** Answered while an ingest of that name runs. */
  who(ingest: string): string;
  /** Acts on the city's events, answered by the event desk. */
  act: string;
  /** Reports of events, answered by the event desk once it has them. */
  reports: string;
  /** Answered, with its ingest's name, while an event desk is held. */
  desk: string;
}

export function subjectsOf(cityId: string): Subjects {
  const city = `lanetwin.${subjectWord(cityId)}`;
  return {
    live: (ingest) => `${city}.live.${ingest}`,
    key: (ingest) => `${city}.key.${ingest}`,
    who: (ingest) => `${city}.who.${ingest}`,
    act: `${city}.desk.act`,
    reports: `${city}.desk.reports`,
    desk: `${city}.desk.who`,
  };
}
