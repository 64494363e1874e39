/** A place in a pattern, which goes on as the pattern is read. */
export class Cursor {
  readonly pattern: string;
  at = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get isAtEnd(): boolean {
    return this.at === this.pattern.length;
  }

  /** Passes over the text when it comes next. */
  eat(text: string): boolean {
    const isNext = this.pattern.startsWith(text, this.at);
    if (isNext) this.at += text.length;
    return isNext;
  }

  /** Passes over what a sticky expression finds here, and gives it. */
  take(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.pattern);
    if (found !== null) this.at = sticky.lastIndex;
    return found;
  }
}
