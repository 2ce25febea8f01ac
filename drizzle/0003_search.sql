-- The words of titles and comments; erased with the value. The parser folds only ASCII in databases of locale C, lower() does more; a
-- tsvector of more than 1 MB is an error, so that only the first 100,000 characters are searched.
CREATE INDEX "clear_value_words" ON "clear_value" USING gin (to_tsvector('simple', lower(left("value", 100000)))) WHERE "field" in ('summary', 'short_description', 'title', 'comment');
