const weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const msPerDay = 86_400_000;
// The Gregorian calendar repeats after 400 years.
const daysPerEra = 146_097;

/** A time in ms since 1970 for people: `Tue, 14 Nov 2023 22:13:20 GMT`. Commands may not read a clock. */
export function clockText(at: number): string {
  const days = Math.floor(at / msPerDay);
  const { year, month, day } = dateOf(days);
  const seconds = Math.floor((at - days * msPerDay) / 1000);
  const date = `${weekdays[modulo(days, 7)]}, ${padded(day)} ${months[month - 1]} ${year}`;
  return `${date} ${padded(Math.floor(seconds / 3600))}:${padded(Math.floor(seconds / 60) % 60)}:${padded(seconds % 60)} GMT`;
}

/** A number below 100 with two digits. */
export function padded(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

/** The date of a day counted from 1 January 1970. Years are taken to begin in March: leap days end them. */
function dateOf(days: number): { year: number; month: number; day: number } {
  const sinceEra0 = days + 719_468;
  const era = Math.floor(sinceEra0 / daysPerEra);
  const dayOfEra = sinceEra0 - era * daysPerEra;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}
