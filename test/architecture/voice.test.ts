import { describe, expect, test } from '@jest/globals';
import { catalog } from '../../src/catalog/index.ts';
import { fieldFlags } from '../../src/fields/flags.ts';
import { issueOf } from '../../src/kernel/issues.ts';
import { isProblem, type ProblemCode, problem } from '../../src/kernel/problem.ts';
import { everywhere, flagsOf, ofChanges, ofLists } from '../../src/shell/common-flags.ts';
import { topics } from '../../src/views/topics/topic.ts';
import { sampleIssues, sampleWarnings } from '../unit/kernel/sample-findings.ts';
import { sampleProblems } from '../unit/kernel/sample-problems.ts';
import { commandOf, leaves, ledBy, paths } from './command-lines.ts';
import { sourcesOf } from './sources.ts';

/** A text for people, and where it stands. */
type Said = readonly [where: string, text: string];

const codes = Object.keys(sampleProblems) as ProblemCode[];
const met = codes.flatMap((code) => sampleProblems[code].map((params) => problem(code, params as never)));
const details: readonly Said[] = met.map(({ code, detail }) => [code, detail]);
const fixes: readonly Said[] = met.flatMap(({ code, fix }) => fix.map((it): Said => [code, it]));
const warnings: readonly Said[] = sampleWarnings.map(({ code, message }) => [`warning ${code}`, message]);
const issues: readonly Said[] = sampleIssues.map(([code, detail]) => [
  `issue ${code}`,
  issueOf(code, 'field', detail).message,
]);

const common = { ...everywhere, ...ofLists, ...ofChanges };
const summaries: readonly Said[] = leaves.map(({ path, summary }) => [path, summary]);
const descriptions: readonly Said[] = paths.map((path) => [path, commandOf(path).description ?? '']);
const flagHelps: readonly Said[] = [
  ...Object.entries(common).map(([name, { help }]): Said => [`--${name}`, help]),
  ...paths.flatMap((path) => [
    ...Object.entries(commandOf(path).flags as Record<string, { help: string }>).map(
      ([name, { help }]): Said => [`${path} --${name}`, help],
    ),
    ...commandOf(path).args.map(({ name, help }: { name: string; help: string }): Said => [`${path} ${name}`, help]),
  ]),
];
const examples: readonly Said[] = paths.flatMap((path) =>
  commandOf(path).examples.map(({ does }: { does: string }): Said => [path, does]),
);
const types = await Promise.all(catalog.map(({ load }) => load()));
const catalogTexts: readonly Said[] = types.flatMap(({ id, fields, usage, summary, notes = [], prerequisites = [] }) =>
  [
    summary,
    ...notes,
    ...prerequisites,
    ...Object.values({ ...fields, ...usage }).flatMap(({ label, help }) => [label, help]),
  ].map((text): Said => [id, text]),
);
const pages: readonly Said[] = await Promise.all(
  Object.entries(topics).map(async ([topic, { load }]): Promise<Said> => [`help ${topic}`, await pageOf(load)]),
);
async function pageOf(load: (typeof topics)[string]['load']): Promise<string> {
  const { title, blocks } = (await load()).page;
  const paragraphs = blocks.map((block) =>
    typeof block === 'string' ? block : block.map(([left, help = '']) => `  ${left} ${help}`).join('\n'),
  );
  return [title, ...paragraphs].join('\n\n');
}

/** What shells read and people do not. */
const scripts = 'src/commands/shared/completion-scripts.ts';
const sources = sourcesOf('src').filter(({ path }) => path !== scripts);
/** Every sentence in a source file, template texts with their blanks: what no list above knows of, such as a view. */
const literals: readonly Said[] = sources.flatMap(({ path, code }) =>
  [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((text) => /[a-z]{2} [a-z]{2}/.test(text))
    .map((text): Said => [path, text]),
);
const told = [
  ...details,
  ...fixes,
  ...warnings,
  ...issues,
  ...summaries,
  ...descriptions,
  ...flagHelps,
  ...examples,
  ...catalogTexts,
  ...pages,
];
const all = [...told, ...literals];

/** Which texts a pattern is found in, with what it found there. */
function found(texts: readonly Said[], pattern: RegExp): readonly string[] {
  return texts.flatMap(([where, text]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [`${where}: ${match[0].trim()} in "${text.trim().slice(0, 90)}"`];
  });
}

describe('no text for people', () => {
  test('blames, begs or cheers', () => {
    const never = /\b(?:invalid|please|sorry|oops|successful(?:ly)?|unfortunately|failed to|unable to|hooray)\b/i;

    expect(found(all, never)).toEqual([]);
    expect(found(told, /[a-z]!/)).toEqual([]);
  });

  test('says select, click or press: a person types', () => {
    expect(found(told, /\b(?:select|click|press)\b/i)).toEqual([]);
  });

  test('shortens words that can be written out', () => {
    expect(found(all, /\b(?:e\.g\.|i\.e\.|etc\.|info\b|params?\b|config file|repo\b|min\.|max\.)/i)).toEqual([]);
  });

  test('has a second word for an idea that has one already', () => {
    // Names that other products gave to their own things, and a result of a live test.
    const theirs =
      /wrong credential|Soft delete|soft delete|service principal|Synapse workspace|Azure Machine Learning workspace|Private Link|unlinked|\[\^[^\]]*\]/g;
    const others =
      /\b(?:delet\w+|credentials?|connectors?|marketplace|providers?|consumers?|unlink\w*|disabled?|grant\w*|attach\w*|migrat\w+|mutation|principal|exceptions?|ping|legal)\b/;
    // What Azure calls the states of its secrets, and what design 5 calls the end of a link, where a key vault is spoken of.
    const ofVaults = /\b(?:unlink\w*|disabled|credential)\b/g;
    const isOfVaults = (where: string, text: string) => /vault/i.test(`${where} ${text}`);
    const plain = all
      // What the packages say to the program is not for people.
      .filter(([where]) => !/^src\/(?:adapters|service\/store|terminal\/prompter)/.test(where))
      .map(
        ([where, text]): Said => [
          where,
          (isOfVaults(where, text) ? text.replace(ofVaults, '') : text)
            .replace(theirs, '')
            .replace(/`detach`|\bfrom '[^']*'/g, ''),
        ],
      );

    expect(found(plain, others)).toEqual([]);
    expect(found(told, /\bdetach\w*\b(?!`)/)).toEqual([]);
  });

  test('is spelt in another way than the rest, which is British', () => {
    const american =
      /\b(?:color|colors|colored|behavior|organiz\w+|customiz\w+|normaliz\w+|standardiz\w+|recogniz\w+|initializ\w+|license|center|favorite|canceled|gray|labeled|analyze)\b/i;
    const plain = all.map(([where, text]): Said => [where, text.replace(/NO_COLOR|FORCE_COLOR|\bno-color\b/g, '')]);

    expect(found(plain, american)).toEqual([]);
  });
});

describe('a problem, an issue and a warning', () => {
  test('are single sentences: lower case first, but for what something is called, and no full stop', () => {
    const called = types.flatMap(({ label, fields }) => [label, ...Object.values(fields).map((field) => field.label)]);
    const others = [...details, ...warnings].filter(([, text]) => !called.some((name) => text.startsWith(`${name} `)));

    expect(found(others, /^[^a-z0-9`].{0,40}/)).toEqual([]);
    expect(found([...details, ...warnings, ...issues], /\.$|\. [A-Z]/)).toEqual([]);
  });

  test('set apart what can be typed', () => {
    const prose = [...details, ...warnings, ...issues].map(
      ([where, text]): Said => [where, text.replace(/`[^`]*`/g, '')],
    );

    expect(found(prose, /(?:^|[ (])--?[a-z][\w-]*|\bcinch (?:help|[a-z]+ [a-z]+ NAME)|\b(?:CINCH|NO)_[A-Z_]+/)).toEqual(
      [],
    );
  });

  test('say where a thing is by its name, or which flag: nothing is undefined', () => {
    expect(found([...told], /undefined|null\b|\[object|NaN| {2}\w+ {2}/)).toEqual(
      found(pages, /undefined|null\b|\[object|NaN| {2}\w+ {2}/),
    );
  });
});

/** Problems that nothing can be typed against, and why. Those of the command line end with the help of the command. */
const withoutAFix: Readonly<Record<string, string>> = {
  'input.declined': 'who leaves a form without saving knows what comes next',
  'output.closed': 'the place that the answer goes to is not for cinch to mend',
  interrupted: 'who stopped it knows what comes next',
  terminated: 'whoever ended it from outside knows why',
  hung_up: 'nobody is there any more to type it',
  'rate.exceeded': 'the same again, later: it says that it is retryable',
  'rate.locked': 'the same again, later: it says that it is retryable',
  'request.failed': 'whoever runs the server finds it in its log',
  'request.no_such_path': 'it is told to a program, which is led to the list of addresses',
  'request.not_ready': 'the same again, later: it says that it is retryable',
  'subscription.needed': 'whoever runs the server gives the key out',
  'sign_in.throttled': 'the same again, later: it says that it is retryable',
  'sign_in.unavailable': 'the same again, later: it says that it is retryable',
  'sign_in.unreachable': 'the same again, later: it says that it is retryable',
  'token.unjudged': 'the same again, later: it says that it is retryable',
};

describe('what to type next', () => {
  test('follows every problem', () => {
    const without = met.filter(({ fix, exit }) => fix.length === 0 && exit !== 2 && exit !== 3).map(({ code }) => code);

    expect([...new Set(without)].sort()).toEqual(Object.keys(withoutAFix).sort());
  });

  const commands = new Set(fixes.filter(([, fix]) => fix.startsWith('cinch')).map(([, fix]) => fix));
  test.each([...commands])('%s is a command', async (fix) => {
    const led = await ledBy(fix.slice('cinch '.length)).catch((error: unknown) =>
      isProblem(error) ? `${error.code}: ${error.detail}` : String(error),
    );

    expect(led).toMatch(/^[a-z]+(?: [a-z-]+)?$/);
  });

  test('is otherwise a flag that a command has', () => {
    const known = new Set([
      ...paths.flatMap((path) => Object.keys(flagsOf(commandOf(path)))),
      ...types.flatMap(({ fields, usage }) => fieldFlags({ ...fields, ...usage }).map(({ flag }) => flag.slice(2))),
    ]);
    const flags = fixes.filter(([, fix]) => fix.startsWith('--'));

    expect(
      flags.filter(([, fix]) => ![...fix.matchAll(/--([\w-]+)/g)].every(([, name]) => known.has(name ?? ''))),
    ).toEqual([]);
  });

  test('is otherwise a line that every shell knows, or the tool whose file it is about', () => {
    const shell =
      /^(?:export (?:CINCH_[A-Z_]+|VISUAL|TMPDIR|HTTPS_PROXY)=|command -v |mv |chmod |ls -|df -h |id$|airflow connections export |rclone config show)/;
    const others = fixes.filter(([, fix]) => !/^(?:cinch |--)/.test(fix));

    expect(others.filter(([, fix]) => !shell.test(fix))).toEqual([]);
  });
});

describe('a command', () => {
  test('is summed up by a verb, in one line of a list', () => {
    expect(found(summaries, /^(?![A-Z][a-z]+ ).*|.*\.$|.{61,}/)).toEqual([]);
    const verbs = new Set(summaries.map(([, text]) => text.split(' ')[0]));
    expect([...verbs].filter((verb) => /[^s]s$|[^r]ing$/.test(verb ?? ''))).toEqual([]);
  });

  test('is described in whole sentences', () => {
    expect(found(descriptions, /^(?![A-Z`]|$).*|[^.]$/)).toEqual([]);
  });

  test('explains its arguments and flags in a line, without a full stop', () => {
    expect(found(flagHelps, /^(?![A-Z`]).*|[^.]\.$|.{131,}/)).toEqual([]);
  });

  test('sets apart the flags, variables and commands that its words name', () => {
    const prose = [...descriptions, ...flagHelps, ...pages.map(([where, text]): Said => [where, proseOf(text)])].map(
      ([where, text]): Said => [where, text.replace(/`[^`]*`/g, '')],
    );

    expect(
      found(
        prose,
        /(?:^|[ (])--[a-z][\w-]*|\bcinch (?:help|connection|type|export|config|user) |\b(?:CINCH|NO|FORCE)_[A-Z_]+/,
      ),
    ).toEqual([]);
  });
});

// Paragraphs that begin with two spaces are what is typed.
function proseOf(page: string): string {
  return page
    .split('\n\n')
    .filter((paragraph) => !paragraph.startsWith('  '))
    .join('\n\n');
}
