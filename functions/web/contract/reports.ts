// The operation of reports.
// It must not know what a figure counts.
import { reportAnswer } from '../api/report-view.ts';
import { reportQuery } from '../schema/report-queries.ts';
import type { Operation } from './operation.ts';

export const REPORTS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/reports/{period}',
    id: 'report_read',
    tag: 'reports',
    summary: ['The report of a period', '某一时期的报告'],
    about: [
      'A code that is absent counts 0. As a file with `format=xlsx` or `format=docx`.',
      '没有列出的代码即为 0。format=xlsx 或 format=docx 给出文件。',
    ],
    params: { period: 'period' },
    query: reportQuery,
    answers: {
      200: {
        what: ['The figures and the paragraph, or the file', '数字与文字，或文件'],
        schema: reportAnswer,
        files: [
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        ],
      },
    },
    refusals: ['UNKNOWN_PERIOD'],
  },
];
