import { type MouseEvent, useCallback, useEffect, useState } from 'react';
import type { Felt } from '../command.ts';
import type { Snapshot } from '../snapshot.ts';
import { ChannelPane } from './channel-pane.tsx';
import { ConfirmProvider } from './confirm.tsx';
import { Modal } from './modal.tsx';
import { placeIn } from './permalink.ts';
import { Sidebar } from './sidebar.tsx';
import { act, useSnapshot } from './slack.ts';
import { ThreadPane } from './thread-pane.tsx';
import { TopBar } from './top-bar.tsx';
import { UploadProvider } from './uploading.tsx';

/** Does a deed as the person of the page; true when it was taken, otherwise a notice was shown. */
export type Do = (deed: string, fields: { [field: string]: unknown }) => Promise<boolean>;

const personInAddress = () => new URLSearchParams(location.search).get('as') ?? 'U0REQUEST';

export function Page() {
  const [person, setPerson] = useState(personInAddress);
  const snapshot = useSnapshot(person);
  const become = (id: string) => {
    history.replaceState(null, '', `?as=${id}${location.hash}`);
    setPerson(id);
  };
  if (!snapshot) return <p className="loading">Loading …</p>;
  return (
    <ConfirmProvider>
      <Workspace snapshot={snapshot} become={become} />
    </ConfirmProvider>
  );
}

function Workspace({ snapshot, become }: { snapshot: Snapshot; become: (person: string) => void }) {
  const [channelId, openChannel] = useChannel(snapshot);
  const [threadTs, setThread] = useState<string>();
  const [notice, setNotice] = useNotice();
  const { me } = snapshot;
  const doAsMe: Do = useCallback(
    async (deed, fields) => {
      const felt: Felt = await act(deed, { as: me, ...fields });
      if (!felt.ok) setNotice(felt.notice);
      return felt.ok;
    },
    [me, setNotice],
  );
  const channel = snapshot.channels.find(({ id }) => id === channelId) ?? snapshot.channels[0];
  const go = (id: string) => {
    setThread(undefined);
    openChannel(id);
  };
  /** A link to a message opens its thread here, and no other page. */
  const follow = (event: MouseEvent) => {
    const place = event.target instanceof Element && placeIn(event.target.closest('a')?.href);
    if (!place) return;
    event.preventDefault();
    openChannel(place.channel);
    setThread(place.ts);
  };
  if (!channel) return null;
  const parent = snapshot.messages.find(({ ts, channel: place }) => ts === threadTs && place === channel.id);
  return (
    <UploadProvider me={me} setNotice={setNotice}>
      <div className={`workspace${parent ? ' with-thread' : ''}`} onClickCapture={follow}>
        <TopBar snapshot={snapshot} become={become} />
        {snapshot.banner && <p className="banner">{snapshot.banner}</p>}
        <Sidebar snapshot={snapshot} current={channel.id} open={go} />
        <ChannelPane
          key={`${me} ${channel.id}`}
          snapshot={snapshot}
          channel={channel}
          openThread={setThread}
          doAsMe={doAsMe}
        />
        {parent && (
          <ThreadPane
            snapshot={snapshot}
            channel={channel}
            parent={parent}
            close={() => setThread(undefined)}
            doAsMe={doAsMe}
          />
        )}
        {snapshot.view && <Modal key={snapshot.view.id} snapshot={snapshot} open={snapshot.view} doAsMe={doAsMe} />}
        <div className="notices" role="alert">
          {notice && (
            <div className="notice">
              <span>{notice}</span>
              <button type="button" className="quiet" aria-label="Dismiss notice" onClick={() => setNotice(undefined)}>
                ✕
              </button>
            </div>
          )}
        </div>
      </div>
    </UploadProvider>
  );
}

/** The open channel is kept in the address, so that a reload or a second window comes back to it. */
function useChannel(snapshot: Snapshot): [string, (id: string) => void] {
  const fromAddress = () => location.hash.slice(1) || (snapshot.channels[0]?.id ?? '');
  const [id, setId] = useState(fromAddress);
  const open = (next: string) => {
    history.replaceState(null, '', `${location.search}#${next}`);
    setId(next);
  };
  return [id, open];
}

function useNotice(): [string | undefined, (notice: string | undefined) => void] {
  const [notice, setNotice] = useState<string>();
  useEffect(() => {
    if (notice === undefined) return;
    const timer = setTimeout(() => setNotice(undefined), 12_000);
    return () => clearTimeout(timer);
  }, [notice]);
  return [notice, setNotice];
}
