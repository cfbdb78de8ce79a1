// A finding with its way on, in one line of plain text: what annotations and code scanning show.
import type { Finding } from '../../model/finding.ts';

export const withRemedy = ({ message, fix }: Finding): string =>
  fix === '' ? message : `${message}${/[.!?…]$/.test(message) ? '' : '.'} To mend it: ${fix}`;
