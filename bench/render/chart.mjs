// W3 over the number of rules, for all engines: a linear and a logarithmic view, as one SVG with a ground of its own, so that
// it can be read on a white page and on a dark one.

import * as echarts from "echarts";
import { duration, figureOf } from "./figures.mjs";

const size = { width: 1000, height: 520 };
const ink = "#24292f";
const faint = "#d8dee4";
const font = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** Okabe and Ito's colours, which colour-blind people can tell apart; lines that share one differ in their dashes and marks. */
const styles = {
  actra: { color: "#0072b2", width: 4, symbol: "circle", mark: "●", label: "Actra" },
  "hand-written": {
    color: "#000000",
    type: "dashed",
    symbol: "none",
    mark: "╌",
    label: "by hand, one by one",
  },
  "hand-written-index": {
    color: "#000000",
    type: "dotted",
    symbol: "none",
    mark: "┈",
    label: "by hand, hash index",
  },
  "json-logic-engine": { color: "#009e73", symbol: "rect", mark: "■", label: "json-logic-engine, built" },
  "json-logic-engine-run": {
    color: "#009e73",
    type: "dashed",
    symbol: "emptyRect",
    mark: "□",
    label: "json-logic-engine, run",
  },
  "cel-js-flat": { color: "#e69f00", symbol: "triangle", mark: "▲", label: "cel-js, flat" },
  "cel-js-nested": {
    color: "#e69f00",
    type: "dashed",
    symbol: "emptyTriangle",
    mark: "△",
    label: "cel-js, nested",
  },
  "bufbuild-cel": { color: "#d55e00", symbol: "circle", mark: "●", label: "@bufbuild/cel" },
  casl: { color: "#cc79a7", symbol: "diamond", mark: "◆", label: "CASL" },
  "casbin-matcher": { color: "#56b4e9", symbol: "rect", mark: "■", label: "casbin, matcher" },
  "casbin-policy": {
    color: "#56b4e9",
    type: "dashed",
    symbol: "emptyRect",
    mark: "□",
    label: "casbin, policy lines",
  },
  "json-rules-engine": { color: "#7f7f7f", symbol: "triangle", mark: "▲", label: "json-rules-engine" },
  "cedar-wasm": { color: "#d55e00", type: "dashed", symbol: "emptyDiamond", mark: "◇", label: "cedar-wasm" },
  "zen-engine": { color: "#7f7f7f", type: "dashed", symbol: "emptyCircle", mark: "○", label: "zen-engine" },
};

function pointsOf(results, engine) {
  const own = results.filter((result) => result.group === "w3-literals" && result.engine === engine);
  return own
    .map((result) => [result.size, figureOf([result], {})])
    .filter(([, nanoseconds]) => nanoseconds !== undefined);
}

function lineOf(engine, points, axis) {
  const { color, width = 2, type = "solid", symbol } = styles[engine];
  return {
    type: "line",
    name: engine,
    data: points,
    xAxisIndex: axis,
    yAxisIndex: axis,
    clip: true,
    symbol,
    symbolSize: engine === "actra" ? 9 : 7,
    lineStyle: { color, width, type },
    itemStyle: { color },
    z: engine === "actra" ? 5 : 2,
    animation: false,
  };
}

/** What stands beside the end of a line of the logarithmic view. */
function labelled(line, engine) {
  const [, last] = line.data.at(-1);
  return {
    ...line,
    endLabel: {
      show: true,
      distance: 10,
      color: ink,
      fontWeight: engine === "actra" ? "bold" : "normal",
      fontSize: 12,
      formatter: `{mark|${styles[engine].mark}} ${styles[engine].label}  ${duration(last)}`,
      rich: { mark: { color: styles[engine].color, fontSize: 14, width: 14 } },
    },
    labelLayout: { moveOverlap: "shiftY" },
  };
}

const axisText = { color: ink, fontSize: 12 };
const numberOf = (value) => value.toLocaleString("en");

function axes(index, type, top) {
  const common = {
    gridIndex: index,
    axisLabel: { ...axisText },
    axisLine: { show: true, lineStyle: { color: ink } },
  };
  const name = { name: "rules", nameLocation: "middle", nameGap: 28, nameTextStyle: axisText };
  const splitLine = { lineStyle: { color: faint } };
  return {
    x: {
      ...common,
      ...name,
      type,
      min: type === "log" ? 10 : 0,
      max: 10_000,
      interval: type === "log" ? undefined : 2500,
      splitLine: { show: false },
      axisLabel: { ...axisText, formatter: numberOf },
    },
    y: {
      ...common,
      type,
      max: top,
      min: type === "log" ? 1 : 0,
      splitLine,
      axisLabel: { ...axisText, formatter: duration },
    },
  };
}

/** So high that half of the engines stay inside the linear view at its right end; the others leave through its top. */
function linearTop(all) {
  const ends = all.map(({ points }) => points.at(-1)[1]).sort((a, b) => a - b);
  const middle = ends[ends.length >> 1];
  const unit = 10 ** Math.floor(Math.log10(middle));
  return Math.ceil(middle / unit) * unit;
}

function optionOf(results) {
  const all = Object.keys(styles)
    .map((engine) => ({ engine, points: pointsOf(results, engine) }))
    .filter(({ points }) => points.length > 0);
  const top = linearTop(all);
  const [linear, log] = [axes(0, "value", top), axes(1, "log")];
  const heading = (text, left) => ({
    text,
    left,
    top: 44,
    textStyle: { ...axisText, fontWeight: "normal", fontFamily: font },
  });
  return {
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: font },
    title: [
      {
        text: "One decision under N rules on one action, of which the last one matches",
        left: 16,
        top: 12,
        textStyle: { color: ink, fontSize: 16, fontFamily: font },
      },
      heading(`linear, up to ${duration(top)}; slower lines leave through the top`, 16),
      heading("both axes logarithmic", 430),
    ],
    grid: [
      { left: 70, top: 76, width: 310, height: 380 },
      { left: 490, top: 76, width: 245, height: 380 },
    ],
    xAxis: [linear.x, log.x],
    yAxis: [linear.y, log.y],
    series: all.flatMap(({ engine, points }) => [
      lineOf(engine, points, 0),
      labelled(lineOf(engine, points, 1), engine),
    ]),
  };
}

export function chart(results) {
  const instance = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    instance.setOption(optionOf(results));
    return instance.renderToSVGString();
  } finally {
    // without this Node does not end
    instance.dispose();
  }
}
