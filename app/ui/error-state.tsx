import { Button } from './button.tsx';
import { CopyId } from './copy-id.tsx';
import { StatusShape } from './status-shape.tsx';

interface ErrorStateProps {
  message: string;
  remedy?: string | undefined;
  requestId?: string | undefined;
  onRetry?: (() => void) | undefined;
  /** It stands for the whole page, whose heading it then is. */
  page?: boolean;
}

/** What happened and why, what to do, and the id under which the log has it. */
export function ErrorState({ message, remedy, requestId, onRetry, page = false }: ErrorStateProps) {
  const Heading = page ? 'h1' : 'p';
  return (
    <div role="alert" className="flex max-w-xl flex-col items-start gap-2 px-4 py-8 md:px-6">
      <Heading className="flex items-baseline gap-2 text-14 font-medium">
        <StatusShape tone="failed" />
        {message}
      </Heading>
      {remedy && <p className="text-muted">{remedy}</p>}
      {requestId && (
        <p className="flex items-center gap-1 text-12 text-faint">
          Request <CopyId id={requestId} what="request id" />
        </p>
      )}
      {onRetry && (
        <Button onClick={onRetry} className="mt-1">
          Try again
        </Button>
      )}
    </div>
  );
}
