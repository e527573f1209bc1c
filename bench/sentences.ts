/** Numbers that look random and are the same in each run. */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const common = (
  "the of and to in is you that it he was for on are as with his they at be this have from or one had by word but not " +
  "what all were we when your can said there use an each which she do how their if will up other about out many then " +
  "them these so some her would make like him into time has look two more write go see number no way could people my " +
  "than first water been call who oil its now find long down day did get come made may part over new sound take only " +
  "little work know place year live me back give most very after thing our just name good sentence man think say great " +
  "where help through much before line right too mean old any same tell boy follow came want show also around form " +
  "three small set put end does another well large must big even such because turn here why ask went men read need " +
  "land different home us move try kind hand picture again change off play spell air away animal house point page " +
  "letter mother answer found study still learn should server channel message client network connection release patch " +
  "kernel driver config package version compile branch commit review issue ticket deploy weekend coffee morning meeting " +
  "tomorrow yesterday friend music concert guitar football match ticket train station holiday weather rain cheap price " +
  "order delivery account password login security update download website browser keyboard screen battery laptop phone"
).split(" ");
const ends = [".", ".", ".", "!", "?", "...", " :)", ""];

/** So many sentences as people write them, each of five to twenty common words, here and there with a nick or a link. */
export function sentences(count: number, seed = 1): readonly string[] {
  const roll = dice(seed);
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: 5 + roll(16) }, () => common[roll(common.length)] ?? "");
    if (roll(4) === 0) words.unshift(`${common[roll(common.length)]}_${roll(99)}:`);
    if (roll(12) === 0) words.push(`https://www.example.org/${common[roll(common.length)]}/${roll(9999)}`);
    if (roll(6) === 0) words[2] = `${words[2]},`;
    const [first = "", ...others] = words;
    return `${first.charAt(0).toUpperCase()}${first.slice(1)} ${others.join(" ")}${ends[roll(ends.length)]}`;
  });
}

const syllables =
  "ba cra dol fen gri hux jo kla lum nax ov pri quo rast sket tro vul wim xen yor zet bli dra fo gex hol".split(
    " ",
  );

/** A word nobody writes, of common letters: what rules look for, and sentences do not have. */
export function rareWord(roll: (sides: number) => number): string {
  return Array.from({ length: 3 + roll(2) }, () => syllables[roll(syllables.length)]).join("");
}

/** A word everybody writes. */
export function commonWord(roll: (sides: number) => number): string {
  return common[roll(common.length)] ?? "";
}
