-- Reserved money that its provider has let go of by itself: staff are told of it as long as the order is not paid in another way.
CREATE INDEX reservations_ended ON payments (settled_at) WHERE state = 'voided' AND is_capture_later AND void_asked_at IS NULL;
