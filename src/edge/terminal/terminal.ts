/** The only door to the person at the terminal: results to stdout, talk to stderr. */
export interface Terminal {
  /** Results; text ends with its own line break. Resolves when the stream has taken it (pipes, EPIPE is a quiet end). */
  result(text: string): Promise<void>;
  /** One line of talk to stderr. */
  talk(line: string): void;
  /** Columns of stderr, 80 when it is no terminal. */
  readonly columns: number;
  /** Whether colour may be used on stdout. */
  readonly color: boolean;
  /** A person is there: stdin and stderr are terminals. */
  readonly interactive: boolean;
  /** A line that is redrawn in place on a terminal, and printed seldom elsewhere. */
  progress(line: string): void;
  /** Clears the progress line. */
  endProgress(): void;
  /** Asks without echo; the octets typed, to be wiped by the caller. Throws TOKEN_PIN_MISSING when not interactive. */
  askHidden(prompt: string): Promise<Uint8Array>;
  /** Asks for one line. Throws USAGE when not interactive. */
  ask(prompt: string): Promise<string>;
}
