/** What a check found wrong: printed as `file:line  rule  sentence`, so that an editor links it. */
export interface Complaint {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** `group/name`; an exception names it. */
  readonly rule: string;
  readonly sentence: string;
}

/** A file that may break a rule, and why. An exception that excuses nothing is itself reported. */
export interface Exception {
  readonly rule: string;
  readonly file: string;
  readonly reason: string;
}

/** The complaints that no exception excuses, in order of file, line and rule. */
export function unexcused(
  complaints: readonly Complaint[],
  exceptions: readonly Exception[],
): Complaint[] {
  const excuses = (exception: Exception, complaint: Complaint) =>
    exception.rule === complaint.rule && exception.file === complaint.file;
  const idle = exceptions
    .filter((exception) => !complaints.some((complaint) => excuses(exception, complaint)))
    .map(({ rule, file }) => ({
      file,
      line: 1,
      rule: 'exception/idle',
      sentence: `no longer needs its exception from ${rule}: delete it`,
    }));
  return complaints
    .filter((complaint) => !exceptions.some((exception) => excuses(exception, complaint)))
    .concat(idle)
    .sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.rule, b.rule));
}

export function formatComplaints(complaints: readonly Complaint[]): string {
  return complaints
    .map(({ file, line, rule, sentence }) => `${file}:${line}  ${rule}  ${sentence}`)
    .join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
