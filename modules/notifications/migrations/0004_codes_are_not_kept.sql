-- The code of a gift card is written into its mail when that leaves; kept is all but the code.
ALTER TABLE notifications.mails ADD COLUMN secret_of uuid;
COMMENT ON COLUMN notifications.mails.secret_of IS 'the gift card whose code is written in at the moment of sending; kept are its last four characters';

-- Of mails of the last week it is still known which card they were for; one of before cannot be sent again.
UPDATE notifications.mails m SET secret_of = (i.payload ->> 'instrument_id')::uuid
FROM notifications.inbox i WHERE i.event_id = m.event_id AND i.type = 'gift_cards.card_to_send';
WITH RECURSIVE known AS (
  SELECT mail_id, secret_of FROM notifications.mails WHERE secret_of IS NOT NULL
  UNION ALL
  SELECT again.mail_id, known.secret_of FROM notifications.mails again JOIN known ON again.event_id = known.mail_id)
UPDATE notifications.mails m SET secret_of = known.secret_of FROM known WHERE known.mail_id = m.mail_id;
UPDATE notifications.mails
SET html = regexp_replace(html, '[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-([2-9A-HJ-NP-Z]{4})', '••••-••••-••••-\1', 'g'),
    text = regexp_replace(text, '[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-([2-9A-HJ-NP-Z]{4})', '••••-••••-••••-\1', 'g')
WHERE template = 'gift_card';
