-- A line with so many units, at the price of the last tier they reach; without one it keeps its price.
CREATE FUNCTION at_quantity(line jsonb, quantity integer) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN line || jsonb_build_object('quantity', quantity) || coalesce((
    SELECT jsonb_build_object('unit_price', tier -> 'unit_price') FROM jsonb_array_elements(line -> 'tiers') AS tier
    WHERE (tier ->> 'min_quantity')::int <= quantity ORDER BY (tier ->> 'min_quantity')::int DESC LIMIT 1), '{}');
END
$$;
