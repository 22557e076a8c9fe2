-- Whose order a mail is about, for the order's flight recorder.
ALTER TABLE notifications.mails ADD COLUMN order_id uuid;
CREATE INDEX mails_by_order ON notifications.mails (order_id, created_at) WHERE order_id IS NOT NULL;
COMMENT ON COLUMN notifications.mails.event_id IS 'what it tells of; of a mail that is sent again, the mail_id of the one before';

-- What was heard in the last week still says whose order it was about.
UPDATE notifications.mails m SET order_id = i.aggregate_id::uuid
FROM notifications.inbox i WHERE i.event_id = m.event_id AND i.source = 'orders';
