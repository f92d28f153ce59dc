// Every way of failing has an alarm, and every alarm a section of the runbook that says what to do about it.
// Templates, the table of alarms and the page are held against each other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { TABLES } from '../../../functions/store/tables.ts';
import { alarmsOf, type AlarmRow } from '../../../lib/cloud/alarms.ts';
import { FUNCTIONS } from '../../../lib/cloud/bundle.ts';
import { config } from '../../../lib/cloud/config.ts';
import { ROOT, synthesised } from './synthesised.ts';

const runbook = readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8');
const rows = alarmsOf(config('prod'));
const OPERATORS = { '>=': 'GreaterThanOrEqualToThreshold', '<': 'LessThanThreshold' };

const alarmSchema = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).length(1),
  OKActions: z.array(z.unknown()).length(1),
  ComparisonOperator: z.string(),
  EvaluationPeriods: z.number(),
  Threshold: z.number(),
  TreatMissingData: z.string(),
  Period: z.number().optional(),
  Metrics: z.array(z.object({ MetricStat: z.object({ Period: z.number() }).optional() })).optional(),
});

/** A row as the table at the head of the runbook writes it. */
const written = ({ name, statistic, measure, goesOff, threshold, minutes, periods, missing }: AlarmRow): string => {
  const window = minutes === 60 ? 'an hour' : `${String(minutes)} minutes`;
  const often = periods === 1 ? '' : `, ${String(periods)} times running`;
  const silence = missing === 'alarm' ? ', or none at all' : '';
  return `| [${name}](#${name}) | ${statistic} of ${measure.metric} ${goesOff === '<' ? 'below' : 'from'} ${String(threshold)} in ${window}${often}${silence} |`;
};

describe.each(['prod', 'mainland'])('the alarms of %s', (stage) => {
  const wanted = alarmsOf(config(stage));
  const made = synthesised(stage)
    .all('AWS::CloudWatch::Alarm')
    .map(({ properties }) => alarmSchema.parse(properties));

  it('are exactly those of the table, with its thresholds, and tell somebody when they go off and when it is over', () => {
    expect(made.map(({ AlarmName }) => AlarmName).sort()).toEqual(wanted.map(({ name }) => `shoufang-${stage}-${name}`).sort());
    for (const { name, why, goesOff, threshold, periods, minutes, missing } of wanted) {
      const alarm = made.find(({ AlarmName }) => AlarmName === `shoufang-${stage}-${name}`);
      expect(alarm).toMatchObject({
        AlarmDescription: `${why}. See docs/runbook.md#${name}`,
        ComparisonOperator: OPERATORS[goesOff],
        Threshold: threshold,
        EvaluationPeriods: periods,
        TreatMissingData: missing === 'alarm' ? 'breaching' : 'notBreaching',
      });
      const stats = alarm?.Metrics?.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Period] : [])) ?? [alarm?.Period];
      expect(new Set(stats)).toEqual(new Set([minutes * 60]));
      expect(minutes * periods, `${name} looks back further than CloudWatch does`).toBeLessThanOrEqual(24 * 60);
    }
  });

  it('watch every function, every queue of failures, every table', () => {
    const names = new Set(wanted.map(({ name }) => name));
    const queues = synthesised(stage).all('AWS::SQS::Queue');
    const expected = [
      ...FUNCTIONS.flatMap((name) => [`${name}-errors`, `${name}-throttles`]),
      ...queues.map(({ name }) => (name.endsWith('-failed') ? `${name}-not-empty` : `${name}-waiting`)),
      ...Object.keys(TABLES).flatMap((name) => [`${name}-throttled`, `${name}-failing`]),
    ];
    expect(expected.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('the runbook', () => {
  const sections = new Map(
    runbook
      .split(/^### /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0] ?? '', section.split(/^## /m, 1)[0] ?? ''] as const),
  );

  it('has a section for every alarm and for nothing else', () => {
    expect([...sections.keys()].sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('says in each what it means, where to look, how to mend it and how to see that it is mended', () => {
    for (const [name, section] of sections) {
      for (const part of ['Means', 'Look', 'Mend', 'Mended when']) expect(section, name).toContain(`**${part}.**`);
    }
  });

  it('repeats the table of alarms without a difference', () => {
    const table = runbook.split('\n').filter((line) => line.startsWith('| ['));
    expect(table).toEqual(rows.map(written));
  });

  it('leads nowhere that is not there', () => {
    const anchors = new Set([...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-')));
    const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !anchors.has(target))).toEqual([]);
  });
});
