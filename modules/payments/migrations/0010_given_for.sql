-- What money was given back for, where staff named units of lines or the delivery cost; see GivenFor in shapes.ts. NULL: an amount.
ALTER TABLE refund_requests ADD COLUMN given_for jsonb;
