CREATE TABLE "help_answer" (
	"topic" text NOT NULL,
	"user_id" uuid NOT NULL,
	"helped" boolean NOT NULL,
	"missing" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "help_answer_topic_user_id_pk" PRIMARY KEY("topic","user_id")
);
--> statement-breakpoint
ALTER TABLE "help_answer" ADD CONSTRAINT "help_answer_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;