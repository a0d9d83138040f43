package screentest

// OpensFolder presses the button that shows a saved file in its folder.
func (s *Harness) OpensFolder(path string) {
	s.T.Helper()
	before := len(s.Platform.Revealed)
	s.Tap("saved_file.open_folder")
	if shown := s.Platform.Revealed[before:]; len(shown) != 1 || shown[0] != path {
		s.T.Errorf("shown are %v, want %s", shown, path)
	}
}
