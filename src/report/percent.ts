import { hundredths, type Rate, type RateCode } from '../audit/index.ts';
import { decimal, type Language } from '../words/catalogue.ts';

/** `99,95 %` in Vietnamese, `99.95%` in English; a dash where there is nothing to divide. Cut, never rounded up. */
export function percentText(rate: Rate, language: Language): string {
  const value = hundredths(rate.numerator, rate.denominator);
  if (value === null) return '–';
  const digits = String(value).padStart(3, '0');
  const [whole, part] = [digits.slice(0, -2), digits.slice(-2)];
  return language === 'vi' ? `${whole},${part} %` : `${whole}.${part}%`;
}

/** As `percentText`, but a dash for a rate about which nothing at all is known: a register without that column. */
export function shownPercent(code: RateCode, rate: Rate, language: Language): string {
  return isStated(code, rate) ? percentText(rate, language) : '–';
}

/** Whether the sources say anything about the rate: only declarations (R2c) may be missing altogether. */
export function isStated(code: RateCode, rate: Rate): boolean {
  return code !== 'R2c' || rate.denominator === 0 || rate.unknown < rate.denominator;
}

export function fractionText(rate: Rate, language: Language): string {
  return `${decimal(rate.numerator, language)}/${decimal(rate.denominator, language)}`;
}
