-- Whose secret the answer showed, which itself is not kept: made anew when the answer was lost. Null for answers without one.
alter table kept_answer add column token text collate "C";
alter table used_bootstrap_secret add column token text collate "C";
