-- When news of a provider was last refused because its signature was wrong: mostly a sign that its secret is not set right here.
CREATE TABLE refused_webhooks (
  provider   text PRIMARY KEY,
  refused_at timestamptz NOT NULL
);
