// What makes a heading the heading of a task.

export interface TaskHeading {
  readonly number: string;
  readonly title: string;
}

const shape =
  /^(?:\[[ xX]\]\s*)?(?:Task\s*(?:#\s*)?|T-?(?=\d))(\d{1,4}[a-z]?(?:\.\d{1,3}){0,3}[a-z]?(?:\s*[-–]\s*\d{1,4}[a-z]?)?)(?=$|[\s:.)(—–-])\s*[:.)—–-]{0,2}\s*(.*)$/i;

/** `Task 1: x`, `Task 1 — x`, `T1 — x`, `Task 2-3: x`; null for `Batch 3: Documentation (Task 6)` and `Task Breakdown`. */
export const taskHeading = (text: string): TaskHeading | null => {
  const match = shape.exec(text.trim());
  const number = match?.[1];
  return number === undefined
    ? null
    : { number: number.replaceAll(/\s+/g, '').replace('–', '-'), title: (match?.[2] ?? '').trim() };
};
