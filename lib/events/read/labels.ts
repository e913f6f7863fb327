import type { Severity } from './logged-event.ts';

/** What a label stands in front of. `list` labels belong to PowerShell's lists, where the text is not the last. */
export type Field =
  | 'id'
  | 'source'
  | 'type'
  | 'description'
  | 'message'
  | 'date'
  | 'time'
  | 'computer'
  | 'user'
  | 'xml'
  | 'other';

export type Language =
  | 'English'
  | 'Spanish'
  | 'German'
  | 'French'
  | 'Italian'
  | 'Portuguese'
  | 'Dutch'
  | 'Japanese'
  | 'PowerShell';

/** What each Event Viewer prints: `classic` up to Windows 2003, `vista` from Vista on. */
type Wordings = { readonly classic: Labels; readonly vista: Labels };
type Labels = Partial<Record<Field, string | readonly string[]>>;

/** Labels in lower case; where there are several, the first is what the Event Viewer prints. */
export const LABELS: Record<Language, Wordings> = {
  English: {
    classic: {
      type: ['event type', 'type'],
      source: ['event source', 'source'],
      other: ['event category', 'category', 'data'],
      id: ['event id', 'eventid'],
      date: 'date',
      time: 'time',
      user: 'user',
      computer: 'computer',
      description: 'description',
    },
    vista: {
      other: ['log name', 'task category', 'keywords', 'opcode', 'task', 'keyword', 'event[]'],
      source: 'source',
      date: 'date',
      id: 'event id',
      type: 'level',
      user: ['user', 'user name'],
      computer: 'computer',
      description: 'description',
      xml: 'event xml',
    },
  },
  Spanish: {
    classic: {
      type: ['tipo de suceso', 'tipo de evento', 'tipo'],
      source: ['origen del suceso', 'origen del evento', 'origen'],
      other: ['categoría del suceso', 'categoría del evento', 'categoría', 'datos'],
      id: ['id. suceso', 'id. de suceso', 'id. del suceso', 'id. de evento', 'id suceso', 'suceso'],
      date: 'fecha',
      time: 'hora',
      user: 'usuario',
      computer: 'equipo',
      description: 'descripción',
    },
    vista: {
      other: ['nombre de registro', 'categoría de la tarea', 'categoría de tarea', 'palabras clave'],
      source: 'origen',
      date: 'fecha',
      id: ['id. del evento', 'id. de evento', 'id. evento', 'id del evento', 'identificador del evento'],
      type: 'nivel',
      user: 'usuario',
      computer: 'equipo',
      description: 'descripción',
      xml: ['xml de evento', 'xml del evento'],
    },
  },
  German: {
    classic: {
      type: ['ereignistyp', 'typ'],
      source: ['ereignisquelle', 'quelle'],
      other: ['ereigniskategorie', 'kategorie', 'daten'],
      id: ['ereigniskennung', 'ereignis-id'],
      date: 'datum',
      time: ['zeit', 'uhrzeit'],
      user: 'benutzer',
      computer: 'computer',
      description: 'beschreibung',
    },
    vista: {
      other: ['protokollname', 'aufgabenkategorie', 'schlüsselwörter'],
      source: 'quelle',
      date: 'datum',
      id: ['ereignis-id', 'ereignis id'],
      type: 'ebene',
      user: 'benutzer',
      computer: 'computer',
      description: 'beschreibung',
      xml: 'ereignis-xml',
    },
  },
  French: {
    classic: {
      type: ["type de l'événement", "type d'événement", 'type'],
      source: ["source de l'événement", "source d'événement", 'source'],
      other: ["catégorie de l'événement", "catégorie d'événement", 'catégorie', 'données'],
      id: ["id de l'événement", "id d'événement", "n° de l'événement", 'id. événement'],
      date: 'date',
      time: 'heure',
      user: 'utilisateur',
      computer: 'ordinateur',
      description: 'description',
    },
    vista: {
      other: ['nom du journal', 'catégorie de la tâche', 'mots clés', 'mots-clés'],
      source: 'source',
      date: 'date',
      id: ["id de l'événement", "id d'événement"],
      type: 'niveau',
      user: 'utilisateur',
      computer: 'ordinateur',
      description: 'description',
      xml: ["xml de l'événement", "xml d'événement"],
    },
  },
  Italian: {
    classic: {
      type: ['tipo evento', 'tipo di evento', 'tipo'],
      source: ['origine evento', "origine dell'evento", 'origine'],
      other: ['categoria evento', 'categoria', 'dati'],
      id: ['id evento', 'id. evento'],
      date: 'data',
      time: 'ora',
      user: 'utente',
      computer: 'computer',
      description: 'descrizione',
    },
    vista: {
      other: ['nome registro', 'categoria attività', 'parole chiave'],
      source: 'origine',
      date: 'data',
      id: 'id evento',
      type: 'livello',
      user: 'utente',
      computer: 'computer',
      description: 'descrizione',
      xml: ['xml evento', 'xml di evento'],
    },
  },
  Portuguese: {
    classic: {
      type: ['tipo de evento', 'tipo do evento', 'tipo'],
      source: ['fonte do evento', 'origem do evento', 'fonte', 'origem'],
      other: ['categoria do evento', 'categoria', 'dados'],
      id: ['identificação do evento', 'identificação de evento', 'id do evento', 'id de evento'],
      date: 'data',
      time: 'hora',
      user: ['usuário', 'utilizador'],
      computer: 'computador',
      description: 'descrição',
    },
    vista: {
      other: ['nome do log', 'nome do registo', 'nome do registro', 'categoria da tarefa', 'palavras-chave'],
      source: ['fonte', 'origem'],
      date: 'data',
      id: ['identificação do evento', 'id do evento'],
      type: 'nível',
      user: ['usuário', 'utilizador'],
      computer: 'computador',
      description: 'descrição',
      xml: ['xml de evento', 'xml do evento'],
    },
  },
  Dutch: {
    classic: {
      type: ['type gebeurtenis', 'gebeurtenistype', 'type'],
      source: ['bron van gebeurtenis', 'gebeurtenisbron', 'bron'],
      other: ['categorie van gebeurtenis', 'gebeurteniscategorie', 'categorie', 'gegevens'],
      id: ['gebeurtenis-id', 'id van gebeurtenis', 'gebeurtenis id'],
      date: 'datum',
      time: 'tijd',
      user: 'gebruiker',
      computer: 'computer',
      description: 'beschrijving',
    },
    vista: {
      other: ['logboeknaam', 'taakcategorie', 'trefwoorden'],
      source: 'bron',
      date: 'datum',
      id: ['gebeurtenis-id', 'gebeurtenis-id'],
      type: 'niveau',
      user: 'gebruiker',
      computer: 'computer',
      description: 'beschrijving',
      xml: ['gebeurtenis-xml', 'xml van gebeurtenis'],
    },
  },
  Japanese: {
    classic: {
      type: ['イベントの種類', 'イベント タイプ', '種類'],
      source: ['イベント ソース', 'ソース'],
      other: ['イベント カテゴリ', '分類', 'データ'],
      id: ['イベント id', 'イベントid'],
      date: '日付',
      time: ['時刻', '時間'],
      user: ['ユーザー', 'ユーザ'],
      computer: ['コンピュータ', 'コンピューター'],
      description: '説明',
    },
    vista: {
      other: ['ログの名前', 'タスクのカテゴリ', 'キーワード'],
      source: 'ソース',
      date: '日付',
      id: 'イベント id',
      type: 'レベル',
      user: 'ユーザー',
      computer: ['コンピューター', 'コンピュータ'],
      description: '説明',
      xml: ['イベント xml', 'イベントxml'],
    },
  },
  PowerShell: {
    classic: {
      other: ['index', 'categorynumber', 'replacementstrings', 'timewritten', 'site', 'container'],
      type: 'entrytype',
      id: ['instanceid', 'eventid'],
      message: 'message',
      source: 'source',
      date: 'timegenerated',
      user: 'username',
      computer: 'machinename',
    },
    vista: {
      date: 'timecreated',
      source: 'providername',
      id: 'id',
      message: 'message',
      type: 'leveldisplayname',
      computer: 'machinename',
      other: ['logname', 'recordid', 'processid', 'threadid', 'userid', 'opcodedisplayname', 'taskdisplayname'],
    },
  },
};

/** What an event's type is printed as; the first is what an Event Viewer prints for it. */
export const TYPES: Record<Severity, readonly string[]> = {
  critical: ['critical', 'crítico', 'kritisch', 'critique', 'critico', 'kritiek', '重大'],
  error: ['error', 'fehler', 'erreur', 'errore', 'erro', 'fout', 'エラー', 'err'],
  warning: ['warning', 'advertencia', 'warnung', 'avertissement', 'avviso', 'aviso', 'waarschuwing', '警告', 'warn'],
  information: [
    'information',
    'información',
    'informationen',
    'informations',
    'informazioni',
    'informação',
    'informações',
    'informatie',
    'gegevens',
    '情報',
    'informational',
    'info',
  ],
  'audit success': ['success audit', 'successaudit', 'audit success', 'erfolgsüberwachung', '成功の監査'],
  'audit failure': ['failure audit', 'failureaudit', 'audit failure', 'fehlerüberwachung', '失敗の監査'],
};

const SEVERITIES = new Map(
  Object.entries(TYPES).flatMap(([severity, words]) => words.map((word) => [word, severity as Severity] as const)),
);

/** How bad an event of this type is, in any of the languages; undefined for what is no type. */
export const severityOf = (type: string): Severity | undefined => SEVERITIES.get(type.trim().toLowerCase());

/** The event log's own numbers for the types; dumpel prints them. */
export const TYPES_BY_NUMBER: Readonly<Record<string, string>> = {
  1: 'Error',
  2: 'Warning',
  4: 'Information',
  8: 'Success Audit',
  16: 'Failure Audit',
};
