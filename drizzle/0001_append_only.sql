-- What was recorded stays: the ledger's rows can be neither changed nor removed, not even by their owner's slip.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger only grows: % on % is refused.', tg_op, tg_table_name
    using errcode = 'restrict_violation',
          hint = 'Record a correction as a new event; clear texts can be erased from clear_value.';
end $$;
--> statement-breakpoint
create trigger ledger_event_only_grows before update or delete on ledger_event for each row execute function refuse_change();
--> statement-breakpoint
create trigger ledger_event_is_not_emptied before truncate on ledger_event for each statement execute function refuse_change();
--> statement-breakpoint
create trigger ledger_tile_only_grows before update or delete on ledger_tile for each row execute function refuse_change();
--> statement-breakpoint
create trigger ledger_tile_is_not_emptied before truncate on ledger_tile for each statement execute function refuse_change();
--> statement-breakpoint
create function refuse_shrinking() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or new.size <= old.size or new.recorded_at <= old.recorded_at
     or new.log <> old.log or new.key_check <> old.key_check then
    raise exception 'The ledger only grows: % on ledger_head (size % to %) is refused.', tg_op, old.size, new.size
      using errcode = 'restrict_violation',
            hint = 'The head moves by appending only; a restored backup opens a log of its own.';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger ledger_head_only_grows before update or delete on ledger_head for each row execute function refuse_shrinking();
--> statement-breakpoint
create trigger ledger_head_is_not_emptied before truncate on ledger_head for each statement execute function refuse_change();
