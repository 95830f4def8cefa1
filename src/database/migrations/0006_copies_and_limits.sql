CREATE TABLE "database_identity" (
	"identity" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
