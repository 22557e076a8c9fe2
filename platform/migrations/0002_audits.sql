-- The newest answer to every rule of the books that this process's modules check.
CREATE TABLE platform.audits (
  module  text NOT NULL,
  rule    text NOT NULL,
  checked jsonb NOT NULL,
  PRIMARY KEY (module, rule)
);
