// Words of imports: choosing, checking, progress, verdicts.
// It must not decide.

export const imports = {
  title: '导入',
} as const;
