/** The look of the page on coverage, by day and by night. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --quiet: #5b6570; --paper: #ffffff; --panel: #f5f7f9; --edge: #d5dbe1;
  --good: #1a7f37; --gap: #b42318; --gap-back: #fdecea; --some: #b26a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e3e8ee; --quiet: #98a4b0; --paper: #14181d; --panel: #1c2229; --edge: #333c46;
    --good: #57c471; --gap: #ff8b7e; --gap-back: #3a1f1d; --some: #e0a046;
  }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; font-family: ui-monospace, monospace; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .9em; }
a { color: inherit; }
.quiet, .line { color: var(--quiet); }
.totals { border-collapse: collapse; margin: 1rem 0; }
.totals th { text-align: left; font-weight: 600; padding: .2rem 1.5rem .2rem 0; }
.totals td { padding: .2rem .75rem .2rem 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.bar { display: inline-block; width: 12rem; height: .6rem; border-radius: .3rem; background: var(--edge); overflow: hidden; }
.bar span { display: block; height: 100%; }
.bar .all { background: var(--good); }
.bar .some { background: var(--some); }
.complete { color: var(--good); font-weight: 600; }
details { margin: 1rem 0; }
summary { cursor: pointer; font-weight: 600; }
li { margin: .15rem 0; overflow-wrap: anywhere; }
.source { border: 1px solid var(--edge); border-radius: .5rem; background: var(--panel); overflow-x: auto; }
.source table { border-collapse: collapse; width: 100%; }
.source td { padding: 0 .5rem; vertical-align: top; }
.source td:last-child { width: 100%; }
.source td > code { white-space: pre; tab-size: 4; }
.line { text-align: right; user-select: none; font: .85em/1.75 ui-monospace, monospace; padding-left: .75rem; }
.mark { user-select: none; }
tr.hit .mark { color: var(--good); }
tr.gap .mark, .note { color: var(--gap); }
tr.gap { background: var(--gap-back); }
tr:target { outline: 2px solid var(--some); outline-offset: -2px; }
u { text-decoration-thickness: 2px; text-underline-offset: 3px; }
u.hit { text-decoration-color: var(--good); }
u.gap { text-decoration-color: var(--gap); text-decoration-style: wavy; }
.note { padding: 0 0 .25rem 1rem; font-size: .9em; }
`;
