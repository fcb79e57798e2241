import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { noNumbers } from '../../core/metrics/numbers';
import { clam } from '../../methods/clam/declare';
import { dclam } from '../../methods/dclam/declare';
import { tableOf, type Column, type NumbersTable } from '../../views/Metrics/table';
import { rowsOf } from '../../views/numbers';
import { csvTable, latexTable, markdownTable } from './tableText';

const cell = (text: string, value: number | string, best = false) => ({ text, value, best });
const table: NumbersTable = {
  head: ['Metric', 'a,b "c" | d_e', '=cmd()\n50% & #1 {x} ~^\\ $y <i>'],
  rows: [
    { name: 'SC', begins: false, cells: [cell('−0.123', -0.12345678, true), null] },
    { name: 'NMI', begins: true, cells: [cell('1.2×10⁻⁵', 1.2e-5), cell('27.2k–3', '27183–3')] },
  ],
};

test('CSV has numbers in full, empty cells, and nothing that a spreadsheet would run', () => {
  const text = csvTable(table);
  expect(Papa.parse(text, { newline: '\r\n', skipEmptyLines: true }).data).toEqual([
    ['Metric', 'a,b "c" | d_e', "'=cmd()\n50% & #1 {x} ~^\\ $y <i>"],
    ['SC', '-0.1234568', ''],
    ['NMI', '0.000012', '27183–3'],
  ]);
});

test('Markdown escapes what would end a cell or mark text up', () => {
  expect(markdownTable(table)).toBe(
    [
      String.raw`| Metric | a,b "c" \| d\_e | =cmd() 50% &amp; \#1 \{x\} \~^\\ \$y \<i\> |`,
      '| :-- | --: | --: |',
      '| SC | **−0.123** | – |',
      '| NMI | 1.2×10⁻⁵ | 27.2k–3 |',
      '',
    ].join('\n'),
  );
});

test('LaTeX escapes commands, has the rules of booktabs, and writes signs and powers as formulas', () => {
  expect(latexTable(table)).toBe(
    [
      String.raw`% \usepackage{booktabs}`,
      String.raw`\begin{tabular}{lrr}`,
      String.raw`\toprule`,
      String.raw`Metric & a,b \textquotedbl{}c\textquotedbl{} \textbar{} d\_e & =cmd() 50\% \& \#1 \{x\} \textasciitilde{}\textasciicircum{}\textbackslash{} \$y \textless{}i\textgreater{} \\`,
      String.raw`\midrule`,
      String.raw`SC & \textbf{$-$0.123} & -- \\`,
      String.raw`\midrule`,
      String.raw`NMI & 1.2$\times$10$^{-5}$ & 27.2k--3 \\`,
      String.raw`\bottomrule`,
      String.raw`\end{tabular}`,
      '',
    ].join('\n'),
  );
});

const column = (key: string, patch: Column['metrics']): Column => ({ key, name: key, detail: 'x', metrics: { ...noNumbers, ...patch } });

test('the rows are those of the page, each silhouette with its space', () => {
  const columns = [column('a', { silhouette: 0.4, clusters: 3, sizes: [1200, 3] }), column('b', { silhouette: 0.3, clusters: 3 })];
  const { head, rows } = tableOf(rowsOf(clam, false), columns, false);
  expect(head).toEqual(['Metric', 'a x', 'b x']);
  expect(rows.map(({ name }) => name)).toEqual([
    'SC, scaled input space',
    'Loss (batches)',
    'Clusters used',
    'CS (largest–smallest)',
    'ETP (bits)',
  ]);
  expect(rows[0]!.cells).toEqual([cell('0.400', 0.4, true), cell('0.300', 0.3)]);
  expect(rows[3]!.cells).toEqual([cell('1,200–3', '1200–3'), null]);
  const deep = tableOf(rowsOf(dclam, true), columns, true).rows;
  expect(deep.slice(0, 3).map(({ name }) => name)).toEqual([
    'SC on A(e(x)), attracted codes',
    'SC on e(x), codes',
    'SC, scaled input space',
  ]);
  expect(deep.filter(({ begins }) => begins).map(({ name }) => name)).toEqual(['NMI (arith.)']);
});

test('a column that is not known yet has empty cells', () => {
  const { rows } = tableOf(rowsOf(clam, false), [{ key: 'a', name: 'a', detail: '', metrics: null }], true);
  expect(rows.every(({ cells }) => cells[0] === null)).toBe(true);
});
