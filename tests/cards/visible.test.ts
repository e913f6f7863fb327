import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clipped, firstLines, notAscii, verbatim, visible } from '../../lib/cards/visible.ts';
import { anyCharacter } from '../support/any-character.ts';

describe('a name is left as it is', () => {
  test.each([
    ['in ASCII', "Conan O'Brien-Smith (jdoe@corp.example)"],
    ['with accents', 'Müller, François, Łukasz, Yılmaz, Bjørn, Šimůnek, Þór, Straße'],
    ['with accents that are characters of their own', 'Müller, François, Šimůnek'.normalize('NFD')],
    ['with two accents on a letter', 'Nguyễn Thị Ngọc'],
    ['with two accents on a letter, each a character of its own', 'Nguyễn Thị Ngọc'.normalize('NFD')],
    ['with an accent that no composed character has', 'x\u0304 and m\u0303'],
    ['with ordinals, an okina, and marks of print', 'Mª José, 2º, Hawaiʻi, O’Brien, “quoted” – dash…'],
    ['in Cyrillic', 'Иван Петрович Сидоров, Йожеф'],
    ['in Cyrillic, with characters of their own', 'Йожеф Ёлкин'.normalize('NFD')],
    ['in Greek', 'Ελένη Παπαδοπούλου, ἐν ἀρχῇ'],
    ['in Armenian, Georgian, Cherokee', 'Արամ, გიორგი, ᏣᎳᎩ'],
    ['in Hebrew, Arabic, with points', 'שָׁלוֹם, مُحَمَّد'],
    ['in Hindi, Thai, Tamil', 'हिन्दी, สมชาย, தமிழ்'],
    ['in Chinese, Japanese, Korean', '王小明, 山田太郎, たなか, タナカ, 김철수'],
    ['in Japanese with a wide space', '山田　太郎'],
    ['in Japanese with fullwidth letters and digits', 'ＪＯＨＮ１２３（東京）'],
    ['in Japanese beside Latin', 'ABC株式会社, 김Kim, サーバーX'],
    ['of one script beside another as words of their own', 'John Иван, jdoe@пример.рф'],
    ['with emoji', 'Jo 🎣 👩‍💻 👨‍👩‍👧‍👦 ❤️ ⚠️ 1️⃣ 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪 ✅'],
    ['with signs', '5 m², ½, ①, 20 °C, 10 €, Acme™'],
  ])('%s', (_, name) => {
    expect(visible(name)).toBe(name);
  });
});

describe('what looks like something else is marked', () => {
  test.each([
    ['a Cyrillic letter in a Latin word', 'JD\u041eE', 'JD⟨U+041E⟩E'],
    ['Latin letters in a Cyrillic word: the Cyrillic ones', 'Ив\u0061н', '⟨U+0418⟩⟨U+0432⟩a⟨U+043D⟩'],
    ['a Greek letter', '\u0391lice', '⟨U+0391⟩lice'],
    ['an Armenian and a Cherokee letter', '\u0570ost \u13a0dam', '⟨U+0570⟩ost ⟨U+13A0⟩dam'],
    ['a fullwidth letter and digit', '\uff21lice JDOE\uff11', '⟨U+FF21⟩lice JDOE⟨U+FF11⟩'],
    ['mathematical letters, even by themselves', '\u{1d400}\u{1d41d} \u{1d7ce}', '⟨U+1D400⟩⟨U+1D41D⟩ ⟨U+1D7CE⟩'],
    ['the Kelvin sign, which Unicode calls a K', '\u212aarl', '⟨U+212A⟩arl'],
    ['a ligature and a Roman numeral', 'o\ufb03ce PO\u2160', 'o⟨U+FB03⟩ce PO⟨U+2160⟩'],
    ['phonetic letters and small capitals', 'm\u0251i\u026d \u1d00lice', 'm⟨U+0251⟩i⟨U+026D⟩ ⟨U+1D00⟩lice'],
    ['digits of another script', 'PO\u0661', 'PO⟨U+0661⟩'],
    ['letters parted by something unseen', 'J\u200bD\u041eE', 'J⟨U+200B⟩D⟨U+041E⟩E'],
    [
      'a slash, a colon, a full stop that are none',
      'CORP\u2215PO1\u2044X MS\ua789A x\u2024y',
      'CORP⟨U+2215⟩PO1⟨U+2044⟩X MS⟨U+A789⟩A x⟨U+2024⟩y',
    ],
    ['a fullwidth slash and comma between ASCII', 'A\uff0fB\uff0cC', 'A⟨U+FF0F⟩B⟨U+FF0C⟩C'],
    ['a mark on nothing', '\u0301 a \u0301', '⟨U+0301⟩ a ⟨U+0301⟩'],
    ['a mark on a digit', '1\u0332', '1⟨U+0332⟩'],
    ['a second mark, where no letter has two', 'x\u0301\u0302\u0303', 'x\u0301⟨U+0302⟩⟨U+0303⟩'],
    ['a second dot on an i', 'i\u0307', 'i⟨U+0307⟩'],
    ['a mark of another script', 'a\u05b4', 'a⟨U+05B4⟩'],
    ['a mark of ours that is none', '⟨U+0041⟩', '⟨U+27E8⟩U+0041⟩'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

describe('what cannot be seen is marked', () => {
  test.each([
    ['bidirectional marks', '\u202egnp.exe\u2069', '⟨U+202E⟩gnp.exe⟨U+2069⟩'],
    ['controls and line ends', 'a\r\nb\u0000', 'a⟨U+000D⟩⟨U+000A⟩b⟨U+0000⟩'],
    ['zero-width characters', 'a\u200b\ufeff\u00ad', 'a⟨U+200B⟩⟨U+FEFF⟩⟨U+00AD⟩'],
    ['fillers, variation selectors, tags', 'a\u3164\ufe0f\u{e0041}', 'a⟨U+3164⟩⟨U+FE0F⟩⟨U+E0041⟩'],
    ['spaces that are none', 'a\u00a0b\u2009c\u3000d', 'a⟨U+00A0⟩b⟨U+2009⟩c⟨U+3000⟩d'],
    ['what is no character, or only half of one', '\ue000\uffff\ud800', '⟨U+E000⟩⟨U+FFFF⟩⟨U+D800⟩'],
    ['joiners that join no emoji', '👩\u200d x\u200dy', '👩⟨U+200D⟩ x⟨U+200D⟩y'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
    expect(verbatim(text)).toBe(shown);
  });
});

/** What the marks stand for. */
const unmarked = (shown: string): string =>
  shown.replace(/⟨U\+([0-9A-F]{4,6})⟩/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));

const ANYTHING = fc
  .array(
    fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 5 }),
      fc.constantFrom(
        '⟨U+',
        '⟨',
        '\u200d',
        '\ufe0f',
        '👩‍💻',
        '1️⃣',
        '1',
        '\u20e3',
        'e',
        '\u0301',
        '\u041e',
        '\u3000',
        '山',
        '\ud83d',
      ),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('whatever the text is', () => {
  test('it can be read back from what is shown: a mark is never ambiguous', () => {
    fc.assert(
      fc.property(ANYTHING, (text) => {
        expect(unmarked(visible(text))).toBe(text);
        expect(unmarked(verbatim(text))).toBe(text);
      }),
    );
  });

  test('nothing unseen is left but inside of an emoji, and no space but the wide one of Chinese and Japanese', () => {
    fc.assert(
      fc.property(ANYTHING, (text) => {
        for (const shown of [visible(text), verbatim(text), clipped(visible(text), 40)])
          expect(shown.replace(/\p{RGI_Emoji}/gv, '')).not.toMatch(
            /\p{Cc}|\p{Cf}|\p{Cs}|\p{Default_Ignorable_Code_Point}|(?![ \u3000])\p{Z}/u,
          );
      }),
    );
  });

  test('a letter that is swapped for its look-alike in a word never passes', () => {
    const swaps = fc.constantFrom('аa', 'еe', 'оo', 'рp', 'сc', 'хx', 'ΑA', 'ΒB', 'օo', 'ᎪA', 'ａa', '𝗮a', 'ⅰi', 'ɡg');
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,10}$/), fc.nat({ max: 10 }), swaps, (word, at, swap) => {
        const [other = ''] = swap;
        const text = word.slice(0, at) + other + word.slice(at);
        expect(visible(text)).not.toBe(text);
        expect(verbatim(text)).toBe(text);
      }),
    );
  });
});

describe('what of an address is not printable ASCII', () => {
  test.each([
    ['migrate:MS:CORP/PO1/JDOE', undefined],
    ['MS:CORP/PO1/JD\u041eE', 'Not ASCII: U+041E at 15.'],
    ['MS:CORP/PO1/\u0410\u0411', 'Not ASCII: U+0410 at 13, U+0411 at 14.'],
    ['🎣é', 'Not ASCII: U+1F3A3 at 1, U+00E9 at 2.'],
    ['a\u007f', 'Not ASCII: U+007F at 2.'],
    ['JDOE ', 'It ends in a blank.'],
    ['é'.repeat(14), expect.stringMatching(/U\+00E9 at 12 and 2 more\.$/)],
  ])('%j', (value, sentence) => {
    expect(notAscii(value)).toEqual(sentence);
  });
});

describe('a cut', () => {
  test('is counted, and leaves neither half a character nor part of an emoji behind', () => {
    expect(clipped(`${'x'.repeat(8)}🎣${'y'.repeat(40)}`, 39)).toBe(`${'x'.repeat(8)} … (42 more)`);
    expect(clipped(`${'x'.repeat(6)}👩‍💻${'y'.repeat(40)}`, 39)).toBe(`${'x'.repeat(6)} … (45 more)`);
  });

  test('of lines is counted as well', () => {
    expect(firstLines(['one', 'two', 'three'], 100)).toEqual(['one', 'two', 'three']);
    expect(firstLines(['one', 'two', 'three', 'four'], 8)).toEqual(['one', 'two', '… (2 more lines)']);
  });
});
