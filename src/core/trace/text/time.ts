// Times as logs print them, in seconds. With a date they are seconds since the epoch, read as UTC unless the text names
// an offset; without one, seconds since midnight.

const clock = /(?<![\d:.])(\d{1,2}):(\d{2}):(\d{2})(?:[.,:](\d{1,9}))?(?!\d)/u;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const day = 86_400;

/** Days since 1970-01-01 (Howard Hinnant's days_from_civil). */
function daysSinceEpoch(year: number, month: number, date: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function days(year: string | undefined, month: number, date: string | undefined): number | undefined {
  const dated = Number(date);
  if (month < 1 || month > 12 || dated < 1 || dated > 31) return undefined;
  return daysSinceEpoch(year === undefined ? 1970 : Number(year), month, dated);
}

/** The date that stands right before a clock time; undefined when none does. */
function dateBefore(text: string): number | undefined {
  const numbers = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T\s@,]*(?:[A-Z][a-z]{2}[ ,]*)?$/u.exec(text);
  if (numbers !== null) return days(numbers[1], Number(numbers[2]), numbers[3]);
  const turned = /(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})[T\s@,]*$/u.exec(text);
  if (turned !== null) {
    const [first, second] = [Number(turned[1]), Number(turned[2])];
    return first > 12 ? days(turned[3], second, turned[1]) : days(turned[3], first, turned[2]);
  }
  const short = /(?:^|\D)(\d{1,2})-(\d{1,2})@$/u.exec(text);
  if (short !== null) return days(undefined, Number(short[2]), short[1]);
  const named = /([A-Za-z]{3})[a-z]*[ .]+(\d{1,2}),?(?:\s+(\d{4}))?[\s,]*$/u.exec(text);
  if (named !== null) return days(named[3], months.indexOf((named[1] ?? "").toLowerCase()) + 1, named[2]);
  const dayFirst = /(\d{1,2})[ /-]([A-Za-z]{3})[a-z]*[ /-](\d{4})[\s:,]*$/u.exec(text);
  if (dayFirst !== null) return days(dayFirst[3], months.indexOf((dayFirst[2] ?? "").toLowerCase()) + 1, dayFirst[1]);
  return undefined;
}

/** Seconds east of Greenwich, when the text behind the time says so. */
function offsetAfter(text: string): number {
  const offset = /^\s?(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})(?!\d)/u.exec(text);
  if (offset === null) return 0;
  return (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 3600 + Number(offset[3]) * 60);
}

/** The first time a line prints; undefined when it prints none. Only the first 300 characters are looked at. */
export function timeOf(line: string): number | undefined {
  const text = line.length > 300 ? line.slice(0, 300) : line;
  const found = clock.exec(text);
  if (found === null) {
    const epoch = /(?<![\d.])(1[0-9]{9})[.,](\d{3,9})(?![\d.])/u.exec(text);
    return epoch === null ? undefined : Number(epoch[1]) + Number(`0.${epoch[2]}`);
  }
  const [all, hours, minutes, seconds, fraction = "0"] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`);
  const date = dateBefore(text.slice(Math.max(0, found.index - 40), found.index));
  return date === undefined ? time : date * day + time - offsetAfter(text.slice(found.index + all.length));
}
