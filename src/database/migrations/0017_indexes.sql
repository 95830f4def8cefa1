CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "account_book" ON "account" USING btree ("provider","identity");--> statement-breakpoint
CREATE INDEX "account_leased" ON "account" USING btree ("lease_until") WHERE lease_until is not null;--> statement-breakpoint
CREATE INDEX "account_checked" ON "account" USING btree ("last_checked_at") WHERE state in ('active','failing');--> statement-breakpoint
CREATE INDEX "account_failing" ON "account" USING btree ((problem ->> 'at') collate "C") WHERE state = 'failing';--> statement-breakpoint
CREATE INDEX "card_missing" ON "card" USING btree ("book_id","seen_at") WHERE state = 'missing';--> statement-breakpoint
CREATE INDEX "card_group_book" ON "card_group" USING btree ("book_id");--> statement-breakpoint
CREATE INDEX "link_new" ON "link" USING btree ("account_id") WHERE state = 'new';--> statement-breakpoint
CREATE INDEX "link_former_remote" ON "link" USING btree ("former_remote_id") WHERE former_remote_id is not null;--> statement-breakpoint
CREATE INDEX "link_unanswered" ON "link" USING btree ("account_id") WHERE state = 'closed' and intent is not null;--> statement-breakpoint
CREATE INDEX "trash_link" ON "trash" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "trash_account" ON "trash" USING btree ("account_id");