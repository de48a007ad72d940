-- Une fois, par l'administrateur de PostgreSQL, dans la base « palier » de « palier_owner ».
-- Le rôle du programme, et le compte de service qui le prend : ni propriétaire, ni BYPASSRLS.
-- Les mots de passe se donnent après, par \password palier_web : ils ne sont pas écrits ici.
DO $$ BEGIN
    CREATE ROLE palier_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN
    CREATE ROLE palier_web LOGIN NOSUPERUSER NOBYPASSRLS IN ROLE palier_app;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
