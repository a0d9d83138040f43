package platform

func (d *Desktop) quickenWheel() {}
