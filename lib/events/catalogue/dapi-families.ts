/** What a DAPI message is about; `from` and `to` are event ids, both included. */
export type DapiFamily = {
  readonly name: string;
  readonly about: string;
  readonly ids: readonly (readonly [number, number])[];
};

/** Derived from the texts of Q261283 and Q261288; every id belongs to exactly one family. */
export const DAPI_FAMILIES: readonly DapiFamily[] = [
  {
    name: 'directory import in general',
    about: 'The call into the directory import itself failed, or was made in a way that it does not allow.',
    ids: [
      [128, 130],
      [155, 155],
      [160, 160],
      [163, 164],
      [172, 172],
      [223, 223],
    ],
  },
  {
    name: 'event log and log files',
    about: 'Something about the migration could not be written to the event log or to a log file.',
    ids: [
      [133, 135],
      [215, 217],
      [294, 294],
    ],
  },
  {
    name: 'Windows NT accounts and permissions',
    about:
      'A Windows NT account, a domain controller or the permissions of an account are in the way, not the mailbox.',
    ids: [
      [131, 132],
      [136, 137],
      [139, 146],
      [170, 170],
      [247, 259],
      [278, 278],
    ],
  },
  {
    name: 'Windows errors',
    about: 'Windows reported an error while the directory import was working.',
    ids: [
      [151, 151],
      [260, 262],
    ],
  },
  {
    name: 'code pages and characters',
    about: 'Characters of a value cannot be kept in the directory, or a code page is missing.',
    ids: [
      [147, 147],
      [158, 158],
      [165, 169],
      [208, 209],
    ],
  },
  {
    name: 'import and export files',
    about: 'A file of the import or export cannot be opened, written or renamed.',
    ids: [
      [148, 149],
      [156, 156],
      [161, 161],
      [204, 207],
      [210, 214],
      [224, 224],
      [295, 296],
      [300, 302],
    ],
  },
  {
    name: 'file format',
    about: 'The heading or a line of the import file is malformed.',
    ids: [
      [218, 222],
      [225, 228],
      [291, 293],
    ],
  },
  {
    name: 'attributes and their values',
    about: 'An attribute is unknown, read-only or missing, or its value is not one that it allows.',
    ids: [
      [150, 150],
      [152, 154],
      [157, 157],
      [191, 191],
      [241, 241],
      [243, 246],
      [263, 268],
      [270, 277],
    ],
  },
  {
    name: 'objects of the directory',
    about: 'An object that the import needs is missing, or one is there that should not be.',
    ids: [
      [138, 138],
      [159, 159],
      [173, 177],
      [269, 269],
      [285, 290],
    ],
  },
  {
    name: 'directory service',
    about: 'The directory service was not reached, refused the request, or could not read its schema.',
    ids: [
      [162, 162],
      [171, 171],
      [178, 190],
      [192, 203],
      [242, 242],
      [279, 284],
    ],
  },
  {
    name: 'proxy addresses',
    about: 'An e-mail address is malformed, taken by another entry, or could not be generated.',
    ids: [[229, 240]],
  },
  {
    name: 'home server',
    about: 'The home server of an object is unknown or lacks what a mailbox needs.',
    ids: [[297, 299]],
  },
  {
    name: 'extraction of Windows NT and NetWare users',
    about: 'A list of users could not be taken from Windows NT or NetWare.',
    ids: [[303, 312]],
  },
  { name: 'name resolution', about: 'A name fits several objects, or none.', ids: [[4_096, 4_099]] },
  { name: 'words inside other messages', about: 'A word that DAPI puts into other messages.', ids: [[61_441, 61_443]] },
  {
    name: 'reasons of the address generator',
    about: 'A reason that DAPI puts into messages about proxy addresses.',
    ids: [[61_568, 61_587]],
  },
  {
    name: 'reasons of object management',
    about: 'A reason that DAPI puts into messages about the directory (XOM).',
    ids: [[61_697, 61_726]],
  },
  {
    name: 'reasons of the directory service',
    about: 'A reason that the directory service gives, which DAPI puts into messages such as 281 to 284.',
    ids: [[61_952, 62_007]],
  },
];
