/** Says on the console what failed, the first time; a log full of it would help nobody. */
export function warnOnce(what: string): (error: unknown) => void {
  let hasWarned = false;
  return (error) => {
    if (!hasWarned) console.warn(`actra: ${what}; further failures are not shown:`, error);
    hasWarned = true;
  };
}
