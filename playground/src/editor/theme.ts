import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// Colours are the page's variables, so that light and dark are the page's business alone.

const syntax = HighlightStyle.define([
  { tag: tags.atom, color: "var(--syntax-key)" },
  { tag: tags.string, color: "var(--syntax-text)" },
  { tag: [tags.number, tags.keyword], color: "var(--syntax-value)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: tags.meta, color: "var(--quiet)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 14px 0 6px" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": { backgroundColor: "var(--line)" },
  ".cm-placeholder": { color: "var(--quiet)" },
  ".cm-gutters": { backgroundColor: "transparent", border: "none", color: "var(--quiet)" },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 12px", minWidth: "34px" },
  ".cm-coverage": { width: "14px" },
  ".cm-coverage .cm-gutterElement": { textAlign: "center", fontSize: "11px" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--selection)",
    outline: "none",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--card)",
    color: "var(--ink)",
    border: "1px solid var(--border)",
    borderRadius: "8px",
    boxShadow: "var(--shadow)",
    fontFamily: "var(--sans)",
    fontSize: "13px",
    overflow: "hidden",
    maxWidth: "min(440px, 90vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    fontSize: "13px",
    maxHeight: "15em",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 10px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-completionDetail": {
    fontStyle: "normal",
    color: "inherit",
    opacity: "0.75",
    fontFamily: "var(--sans)",
  },
  ".cm-completionInfo": { padding: "8px 12px", fontSize: "13px", whiteSpace: "pre-line" },
  ".cm-meaning": { padding: "8px 12px", whiteSpace: "pre-line" },
  ".cm-diagnostic": { padding: "8px 12px", borderLeftWidth: "3px", whiteSpace: "pre-line" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--block)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--approval)" },
  ".cm-diagnosticAction": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
    borderRadius: "5px",
    padding: "3px 9px",
    marginTop: "6px",
    marginLeft: "0",
    display: "block",
    fontSize: "12px",
  },
  ".cm-lintRange-error, .cm-lintRange-active": { backgroundColor: "var(--block-soft)" },
  ".cm-panels": { backgroundColor: "var(--card)", color: "var(--ink)", borderColor: "var(--border)" },
  ".cm-panel input, .cm-panel button": { fontFamily: "var(--sans)" },
  ".cm-flash": { backgroundColor: "var(--selection)" },
});

export const theme = [look, syntaxHighlighting(syntax)];
