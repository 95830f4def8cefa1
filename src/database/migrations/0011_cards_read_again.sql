-- What of a card has a place in a contact is more than before. The next listing of every book is a whole one, and reads each card
-- once more: no version that a server gives is this one, so that nothing is written on a card that was not.
UPDATE "card" SET "version" = '"again"';--> statement-breakpoint
UPDATE "book" SET "cursor" = NULL;
