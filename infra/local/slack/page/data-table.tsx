import type { DataTableBlock } from '@slack/types';
import { useState } from 'react';
import type { Snapshot } from '../snapshot.ts';
import { Drawing } from './texts.tsx';

type Row = DataTableBlock['rows'][number];
type Props = { snapshot: Snapshot; block: DataTableBlock };

/** As many rows stand on a page of a table that does not say so (https://docs.slack.dev/reference/block-kit/blocks/data-table-block). */
const PAGE = 5;

/** A table of which one page is seen at a time. */
export function DataTable({ snapshot, block: { caption, rows, page_size: size = PAGE } }: Props) {
  const [page, setPage] = useState(0);
  const [head = [], ...body] = rows;
  const pages = Math.max(1, Math.ceil(body.length / size));
  return (
    <figure className="data-table">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {keyed(head).map(([key, cell]) => (
              <th key={key} scope="col">
                <Cell snapshot={snapshot} cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(body.slice(page * size, (page + 1) * size)).map(([key, row]) => (
            <tr key={key}>
              {keyed(row).map(([at, cell]) => (
                <td key={at}>
                  <Cell snapshot={snapshot} cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && (
        <div className="pages">
          <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span>
            Page {page + 1} of {pages}
          </span>
          <button type="button" disabled={page + 1 === pages} onClick={() => setPage(page + 1)}>
            Next
          </button>
        </div>
      )}
    </figure>
  );
}

function Cell({ snapshot, cell }: { snapshot: Snapshot; cell: Row[number] }) {
  return cell.type === 'rich_text' ? <Drawing snapshot={snapshot} block={cell} /> : cell.text;
}

/** Parts of a table have no names of their own: their places serve. */
const keyed = <T,>(parts: readonly T[]): [string, T][] => parts.map((part, index) => [String(index), part]);
