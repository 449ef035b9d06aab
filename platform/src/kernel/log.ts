import type { Log } from './ports.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** One JSON object a line. Fields of the caller stand behind time, level, service and message. */
export const jsonLog = (
  write: (line: string) => void,
  options: { readonly service: string; readonly least: (typeof LEVELS)[number]; readonly now: () => number },
): Log => {
  const least = LEVELS.indexOf(options.least);
  return (level, message, fields = {}) => {
    if (LEVELS.indexOf(level) < least) return;
    write(JSON.stringify({ time: new Date(options.now()).toISOString(), level, service: options.service, message, ...fields }));
  };
};

export const silentLog: Log = () => undefined;
