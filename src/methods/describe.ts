import * as v from 'valibot';
import { defaultsOf, settingsOf, type MethodId } from './config';
import type { Field } from './fields';
import { cited, fullName, type Method } from './method';

/** The settings of every method as a page of Markdown, out of their declarations. */
export function describeSettings(methods: readonly Method[]): string {
  return `# Settings

A config is flat JSON, with the settings of one method and no others, for example \`{"method": "clam", "k": 7, "beta": 1.2}\`; what is absent stays.
Beside them it has \`method\`, \`preset\` (the name of one of the presets below, whose values come first, or null) and \`version\` (2).
A config with \`"version": 1\`, a link and a model file may hold settings of other methods too: they are left out, and said.
° Training takes a change up at its next epoch; a change of any other setting begins a new run.
${methods.map(section).join('')}`;
}

function section(method: Method): string {
  const { id, aliases = [], sentence, papers, fields, renamed = {}, presets } = method;
  const first = settingsOf(defaultsOf(id as MethodId));
  const formerly = (key: string) => Object.keys(renamed).filter((old) => renamed[old] === key);
  const rows = Object.entries(fields).map(([key, field]) => {
    const names = formerly(key).map((old) => ` Earlier \`${old}\`.`);
    return `| \`${key}\`${field.live ? '°' : ''} | ${cell(wanted(field))} | \`${JSON.stringify(first[key])}\` | ${cell(field.controls[0]?.label ?? '')}${names.join('')} |`;
  });
  return `
## ${fullName(method)}

\`"method": "${id}"\`${aliases.map((alias) => `, also \`"${alias}"\``).join('')}. ${sentence} ${papers.map(cited).join('; ')}.

| setting | values | at first | |
|---|---|---|---|
${rows.join('\n')}

${presets.length > 0 ? `Presets: ${presets.map((preset) => `\`${preset.id}\``).join(', ')}.` : 'It has no presets.'}
`;
}

/** The schema's own words for the values that it accepts, found by giving it one that it refuses. */
function wanted({ schema }: Field<unknown>): string {
  const refused = v.safeParse(schema, Infinity);
  const message = refused.success ? '' : refused.issues[0].message;
  return v.safeParse(schema, null).success && !message.startsWith('null') ? `${message}, or null` : message;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
