-- What a shopper has filled in at checkout so far (CheckoutDraft in contract.ts), so that the page can be left and taken up again.
-- Only kept, never trusted: an order is made of what its request says. Gone with the cart's order.
ALTER TABLE carts ADD COLUMN checkout jsonb;
