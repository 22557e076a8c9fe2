-- A line of a return may name another variant: `exchange_for` is wished for, `sent_instead` is decided. See exchange.ts.
ALTER TABLE returns
  ADD CONSTRAINT only_an_exchange_is_for_another_variant CHECK (wanted = 'exchange' OR NOT lines @? '$[*].exchange_for'),
  ADD CONSTRAINT only_an_exchange_sends_another_variant CHECK (settled_as IS NOT DISTINCT FROM 'exchange' OR NOT lines @? '$[*].sent_instead');
