import type { Head } from "./trie.ts";

// Codes spelled out in nine languages. A round hundred is a quantity in most mouths, so it has no name here.

/** The names of one language; words of up to 99 are made from them. */
interface Numerals {
  /** Nought to nine, as digits are read one by one; further names after "|". */
  readonly digits: readonly string[];
  /** One hundred to six hundred, as they begin a number. */
  readonly hundreds: readonly string[];
  /** What follows a hundred: 1 to 99. */
  readonly rest: (rest: number) => readonly string[];
  /** Between digits, and between the hundred and the rest. */
  readonly joint: string;
  /** Whether "four eighty-six" is said; French "quatre vingt" is eighty. */
  readonly paired: boolean;
  readonly link: readonly string[];
}

type Spoken = Pick<Numerals, "digits" | "joint">;

const list = (names: string): readonly string[] => names.split(" ");

/** Ten to nineteen by name, else tens and units with what joins them. */
function underHundred(teens: readonly string[], tens: readonly string[], units: readonly string[], join: string) {
  return (rest: number): readonly string[] => {
    const [ten, one] = [Math.floor(rest / 10), rest % 10];
    if (ten === 0) return (units[one] ?? "").split("|");
    if (ten === 1) return [teens[one] ?? ""];
    const first = tens[ten] ?? "";
    return one === 0 ? [first] : (units[one] ?? "").split("|").map((unit) => `${first}${join}${unit}`);
  };
}

const englishUnits = list("oh|zero|o one two three four five six seven eight nine");
const english: Numerals = {
  digits: englishUnits,
  hundreds: list("one two three four five six").map((name) => `${name} hundred`),
  rest: underHundred(
    list("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
    list("- - twenty thirty forty fifty sixty seventy eighty ninety"),
    englishUnits,
    " ",
  ),
  joint: " ",
  paired: true,
  link: [" ", " and "],
};

const spanishUnits = list("cero uno dos tres cuatro cinco seis siete ocho nueve");
const spanish: Numerals = {
  digits: spanishUnits,
  hundreds: list("ciento doscientos trescientos cuatrocientos quinientos seiscientos"),
  rest: underHundred(
    list("diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve"),
    list("- - veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
    spanishUnits,
    " y ",
  ),
  joint: " ",
  paired: true,
  link: [" "],
};

const portugueseUnits = list("zero um dois tres quatro cinco seis|meia sete oito nove");
const portuguese: Numerals = {
  digits: portugueseUnits,
  hundreds: list("cento duzentos trezentos quatrocentos quinhentos seiscentos"),
  rest: underHundred(
    list("dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove"),
    list("- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"),
    list("zero um dois tres quatro cinco seis sete oito nove"),
    " e ",
  ),
  joint: " ",
  paired: true,
  link: [" e ", " "],
};

const frenchUnits = list("zero un deux trois quatre cinq six sept huit neuf");
const frenchTeens = list("dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf");
const frenchTens = list("- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt");

/** "soixante-douze", "quatre-vingt-six". */
function frenchRest(rest: number): readonly string[] {
  const [ten, one] = [Math.floor(rest / 10), rest % 10];
  if (ten < 2) return [(ten === 0 ? frenchUnits : frenchTeens)[one] ?? ""];
  const first = frenchTens[ten] ?? "";
  const further = ten === 7 || ten === 9 ? frenchTeens[one] : one === 0 ? undefined : frenchUnits[one];
  if (further === undefined) return ten === 8 ? [first, `${first}s`] : [first];
  return one === 1 && ten < 8 ? [`${first} et ${further}`] : [`${first}-${further}`];
}

const french: Numerals = {
  digits: frenchUnits,
  hundreds: ["cent", "deux cent", "trois cent", "quatre cent", "cinq cent", "six cent"],
  rest: frenchRest,
  joint: " ",
  paired: false,
  link: [" ", "s "],
};

const germanUnits = list("null eins zwei|zwo drei vier funf sechs sieben acht neun");
const germanTeens = list("zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn");
const germanTens = list("- - zwanzig dreissig|dreißig vierzig funfzig sechzig siebzig achtzig neunzig");

/** "dreier", "sechsundachtzig", "sechsundachtziger". */
function germanRest(rest: number): readonly string[] {
  const [ten, one] = [Math.floor(rest / 10), rest % 10];
  const unit = one === 1 && ten > 1 ? "ein" : (germanUnits[one] ?? "").split("|")[0];
  const names = (ten === 0 ? germanUnits[one] : ten === 1 ? germanTeens[one] : germanTens[ten])?.split("|") ?? [];
  const whole = ten > 1 && one > 0 ? names.map((name) => `${unit}und${name}`) : names;
  return whole.flatMap((name) => [name, `${name}er`, `${name}ern`]);
}

const german: Numerals = {
  digits: germanUnits,
  hundreds: list("hundert zweihundert dreihundert vierhundert funfhundert sechshundert"),
  rest: germanRest,
  joint: " ",
  paired: true,
  link: ["", " "],
};

const russianUnits = list("ноль|нуль один|одна два|две три четыре пять шесть семь восемь девять");
const russian: Numerals = {
  digits: list("ноль один два три четыре пять шесть семь восемь девять"),
  hundreds: list("сто двести триста четыреста пятьсот шестьсот"),
  rest: underHundred(
    list("десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"),
    list("- - двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"),
    russianUnits,
    " ",
  ),
  joint: " ",
  paired: true,
  link: [" "],
};
/** "четыреста четвёртая", "восьмидесятый": the last word as an ordinal, with its endings. */
const russianOrdinals = list(
  "- перв* втор* треть* четверт* пят* шест* седьм* восьм* девят* десят* одиннадцат* двенадцат* тринадцат* четырнадцат* пятнадцат* шестнадцат* семнадцат* восемнадцат* девятнадцат*",
);
const russianTenths = list("- - двадцат* тридцат* сороков* пятидесят* шестидесят* семидесят* восьмидесят* девяност*");

function russianOrdinal(hundred: number, rest: number): string[] {
  const first = russian.hundreds[hundred - 1] ?? "";
  const [ten, one] = [Math.floor(rest / 10), rest % 10];
  if (rest < 20) return [`${first} ${russianOrdinals[rest] ?? ""}`, ...(rest === 3 ? [`${first} третий`] : [])];
  if (one === 0) return [`${first} ${russianTenths[ten] ?? ""}`];
  const tens = russian.rest(ten * 10)[0] ?? "";
  return [`${first} ${tens} ${russianOrdinals[one] ?? ""}`, ...(one === 3 ? [`${first} ${tens} третий`] : [])];
}

const hanUnits = list("零|〇 一|幺 二 三 四 五 六 七 八 九");

/** "八十六", "零三"; in Japanese without the nought. */
function hanRest(rest: number): readonly string[] {
  const [ten, one] = [Math.floor(rest / 10), rest % 10];
  const unit = one === 0 ? "" : ((hanUnits[one] ?? "").split("|")[0] ?? "");
  if (ten === 0) return [`零${unit}`, `〇${unit}`, unit];
  const tenth = ten === 1 ? "" : ((hanUnits[ten] ?? "").split("|")[0] ?? "");
  return ten === 1 ? [`十${unit}`, `一十${unit}`] : [`${tenth}十${unit}`];
}

const han: Numerals = {
  digits: hanUnits,
  hundreds: list("百 二百 三百 四百 五百 六百"),
  rest: hanRest,
  joint: "",
  paired: false,
  link: [""],
};
/** Digits as they are spoken: "よんはちろく". */
const spokenDigits: readonly Spoken[] = [
  { digits: list("まる|ゼロ|れい いち に さん よん ご|ごー ろく なな はち きゅう"), joint: "" },
  { digits: list("マル|ゼロ イチ ニ|ニー サン ヨン ゴ|ゴー ロク ナナ ハチ キュー"), joint: "" },
  // 이 is a particle as well: "사이" is "between".
  { digits: list("공 일 - 삼 사 오 육 칠 팔 구"), joint: "" },
];

const spelledLanguages = [english, spanish, portuguese, french, german, russian, han];

/** The codes of one hundred in one language. */
interface SpelledHundred {
  readonly hundred: number;
  /** How they begin. */
  readonly heads: readonly Head[];
  readonly spell: (code: number) => readonly string[];
}

/** All ways to spell codes out, by language and hundred; provisional and success codes in English alone. */
export function spelledHundreds(): SpelledHundred[] {
  const found: SpelledHundred[] = [];
  for (let hundred = 1; hundred <= 6; hundred++) {
    for (const language of hundred < 3 ? [english] : spelledLanguages)
      found.push({ hundred, heads: headsOf(language, hundred, language.hundreds), spell: (code) => spelledIn(language, code) });
    if (hundred < 3) continue;
    for (const digits of spokenDigits)
      found.push({
        hundred,
        heads: headsOf(digits, hundred, []),
        spell: (code) => (code % 100 === 0 ? [] : digitByDigit(code, digits)),
      });
  }
  return found;
}

function spelledIn(language: Numerals, code: number): readonly string[] {
  const [hundred, rest] = [Math.floor(code / 100), code % 100];
  if (rest === 0) return [];
  const found = [...inWords(language, hundred, rest), ...digitByDigit(code, language)];
  if (language === english) found.push(...found.map((one) => plural(one)));
  if (language === russian) found.push(...russianOrdinal(hundred, rest));
  return found;
}

/** "five oh threes", "four eighty sixes". */
function plural(name: string): string {
  return name.endsWith("y") ? `${name.slice(0, -1)}ies` : `${name}${name.endsWith("x") ? "es" : "s"}`;
}

/** The digit's names and the hundred's, with enough of what follows them. */
function headsOf({ digits, joint }: Spoken, hundred: number, hundreds: readonly string[]): Head[] {
  const names = [...(digits[hundred] ?? "").split("|"), ...hundreds.slice(hundred - 1, hundred)].filter((name) => name !== "-");
  const next = digits.flatMap((digit) => digit.split("|"));
  return names.map((head) => {
    if (joint !== "") return { head, openings: [head.length < 4 ? head + joint : head] };
    return { head, openings: head.length > 1 ? [head] : [...next, ...list("十 百")].map((name) => head + name.slice(0, 1)) };
  });
}

/** "four hundred eighty-six", "four eighty-six". */
function inWords({ digits, hundreds, link, paired, rest }: Numerals, hundred: number, further: number): string[] {
  const endings = rest(further);
  const found = link.flatMap((joint) => endings.map((ending) => `${hundreds[hundred - 1] ?? ""}${joint}${ending}`));
  if (further > 9 && paired) found.push(...endings.map((ending) => `${digits[hundred] ?? ""} ${ending}`));
  return found;
}

function digitByDigit(code: number, { digits, joint }: Spoken): string[] {
  let found = [""];
  for (const [place, digit] of Array.from(String(code), Number).entries()) {
    const names = (digits[digit] ?? "").split("|").filter((name) => name !== "-");
    found = found.flatMap((begun) => names.map((name) => `${begun}${place === 0 ? "" : joint}${name}`));
  }
  return found;
}

/** Names of digits; those of one are articles as well. */
const digitNames: ReadonlySet<string> = new Set(
  spelledLanguages.flatMap(({ digits }) => digits.filter((_, digit) => digit !== 1).flatMap((names) => names.split("|"))),
);

/** Whether a word is a digit's name. */
export function isDigitName(word: string): boolean {
  return word !== "o" && digitNames.has(word);
}

const hanNumerals = new Set("〇零一二三四五六七八九十百千万億亿幺两");

/** Whether a character goes on a number in Han. */
export function isHanNumeral(character: string): boolean {
  return hanNumerals.has(character);
}
