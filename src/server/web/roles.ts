// Who may do what. A viewer looks; an operator also acts on events, reads quarantines and the audit, and publishes; a planner looks and
// plans; a publisher only hands in, and only for the sources that are named.

export const ROLES = ["viewer", "operator", "planner", "publisher"] as const;
export type Role = (typeof ROLES)[number];
export type Deed = "view" | "act" | "plan" | "publish" | "quarantine" | "audit" | "metrics";

export interface Principal {
  /** For the record of acts. */
  name: string;
  roles: readonly Role[];
  /** Sources that it may publish for; undefined = all. */
  sources?: readonly string[];
}

const RIGHTS: Record<Role, readonly Deed[]> = {
  viewer: ["view", "metrics"],
  operator: ["view", "metrics", "act", "quarantine", "audit", "publish"],
  planner: ["view", "metrics", "plan"],
  publisher: ["publish"],
};

/** Who starts a server on loopback, or holds its one token, is all of them. */
export const OWNER: Principal = { name: "owner", roles: ROLES };

export const may = (who: Principal | undefined, deed: Deed, source?: string): boolean =>
  who?.roles.some((role) => RIGHTS[role].includes(deed)) === true &&
  (deed !== "publish" || source === undefined || who.sources === undefined || who.sources.includes(source));
